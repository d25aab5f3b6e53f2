package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Residual network with normalisation and ReLU before each convolution: {@code preact-resnet18}.
 *
 * <p>Stem and sizes as {@link ResNet}. The normalisation after the last block, which the paper asks
 * for, is called {@code bn}, as in implementations for adversarial training.
 */
@Source(paper = PreActResNet.PAPER, at = "section 4.1")
final class PreActResNet implements Family.Listed {
  static final String PAPER =
      "He, Zhang, Ren, Sun: Identity Mappings in Deep Residual Networks, ECCV 2016,"
          + " arXiv 1603.05027";

  @Override
  public List<Architecture> all() {
    return List.of(
        new Architecture("preact-resnet18", PAPER, PreActResNet::build)
            .alsoNamed(ResNet.NAMES)
            .known(11_172_170, "locuslab/fast_adversarial"));
  }

  private static Value build(NetworkBuilder net, Value image, int classes) {
    Value x =
        Blocks.stages(
            net.conv("conv1", image, 64, 3, 1, 1),
            List.of(2, 2, 2, 2),
            (y, stage, i, stride) ->
                Blocks.preActivated(
                    net, "layer" + stage + "." + i, ".shortcut.0", y, 32 << stage, stride));
    return Blocks.averageLinear(net, "linear", Blocks.normRelu(net, "bn", x), classes);
  }
}
