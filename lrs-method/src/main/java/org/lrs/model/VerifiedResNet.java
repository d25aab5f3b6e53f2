package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * The small residual network of the verification competition: {@code resnet2b}.
 *
 * <p>Two blocks without batch normalisation, two linear layers: small enough that verifiers can
 * prove robustness of its adversarially trained weights. Names are the competition's ({@code
 * layer1.0.shortcut.0}, {@code linear1}).
 */
@Source(paper = VerifiedResNet.PAPER, at = "CIFAR10-ResNet")
final class VerifiedResNet implements Family.Listed {
  static final String PAPER =
      "Bak, Liu, Johnson: The Second International Verification of Neural Networks"
          + " Competition (VNN-COMP 2021), arXiv 2109.00498";

  @Override
  public List<Architecture> all() {
    return List.of(
        new Architecture("resnet2b", PAPER, VerifiedResNet::build)
            .known(112_006, "stanleybak/vnncomp2021"));
  }

  private static Value build(NetworkBuilder net, Value image, int classes) {
    Value x = net.relu("relu1", net.conv("conv1", image, 8, 3, 2, 1, 1, true));
    x = block(net, "layer1.0", x, 2);
    x = block(net, "layer1.1", x, 1);
    x = net.linear("linear1", net.flatten("flatten", x), 100);
    return net.linear("linear2", net.relu("relu2", x), classes);
  }

  private static Value block(NetworkBuilder net, String name, Value x, int stride) {
    Value y = net.conv(name + ".conv1", x, 16, 3, stride, 1, 1, true);
    y = net.conv(name + ".conv2", net.relu(name + ".relu", y), 16, 3, 1, 1, 1, true);
    Value shortcut = stride > 1 ? net.conv(name + ".shortcut.0", x, 16, 1, stride, 0, 1, true) : x;
    return Blocks.addRelu(net, name, y, shortcut);
  }
}
