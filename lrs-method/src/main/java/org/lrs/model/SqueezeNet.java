package org.lrs.model;

import java.util.List;
import java.util.Optional;
import org.lrs.Source;
import org.lrs.model.Architecture.Published;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Networks of fire modules, which squeeze channels and expand them by 1×1 and 3×3 convolutions.
 *
 * <p>{@code squeezenet} is for 32×32 images: batch normalisation, a stem with stride 1, and
 * shortcuts around every second module (the paper's simple bypass); names are weiaicunzai's ({@code
 * fire2.squeeze.0}). {@code squeezenet1.1} is version 1.1 for 224×224 images, without
 * normalisation; names are torchvision's ({@code features.3.squeeze}), and tensors counted {@code
 * conv0} to {@code conv25} are mapped to them.
 */
@Source(paper = SqueezeNet.PAPER, at = "table 1")
final class SqueezeNet implements Family.Listed {
  static final String PAPER =
      "Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer: SqueezeNet: AlexNet-level"
          + " accuracy with 50x fewer parameters and <0.5MB model size, 2016, arXiv"
          + " 1602.07360";

  /** Index of each fire module of version 1.1 in torchvision's list of layers. */
  private static final List<Integer> FIRE_INDEX = List.of(3, 4, 6, 7, 9, 10, 11, 12);

  /** Channels after squeezing in each fire module; a module gives eight times as many. */
  private static final List<Integer> SQUEEZE = List.of(16, 16, 32, 32, 48, 48, 64, 64);

  @Override
  public List<Architecture> all() {
    return List.of(
        new Architecture("squeezenet", PAPER, SqueezeNet::small),
        new Architecture(
            "squeezenet1.1",
            PAPER,
            Optional.of(new Published(1_235_496, new InputShape(3, 224, 224), 1000, "torchvision")),
            countedNames(),
            SqueezeNet::version11));
  }

  private static NameMap countedNames() {
    NameMap map = NameMap.PREFIXES_ONLY.and("^conv0\\.", "features.0.");
    String[] parts = {"squeeze", "expand1x1", "expand3x3"};
    for (int i = 1; i <= 24; i++) {
      String module = "features." + FIRE_INDEX.get((i - 1) / 3) + "." + parts[(i - 1) % 3] + ".";
      map = map.and("^conv" + i + "\\.", module);
    }
    return map.and("^conv25\\.", "classifier.1.");
  }

  private static Value version11(NetworkBuilder net, Value image, int classes) {
    Value x = net.relu("features.1", net.conv("features.0", image, 64, 3, 2, 0, 1, true));
    x = net.maxPool("features.2", x, 3, 2, 0, true);
    for (int i = 0; i < FIRE_INDEX.size(); i++) {
      if (i == 2 || i == 4) {
        x = net.maxPool("features." + (FIRE_INDEX.get(i) - 1), x, 3, 2, 0, true);
      }
      String name = "features." + FIRE_INDEX.get(i);
      Value narrow = reluConv(net, name + ".squeeze", x, SQUEEZE.get(i), 1);
      x =
          net.concat(
              name + ".concat",
              reluConv(net, name + ".expand1x1", narrow, 4 * SQUEEZE.get(i), 1),
              reluConv(net, name + ".expand3x3", narrow, 4 * SQUEEZE.get(i), 3));
    }
    return net.globalAverage("pool", reluConv(net, "classifier.1", x, classes, 1));
  }

  private static Value reluConv(NetworkBuilder net, String name, Value x, int outputs, int kernel) {
    return net.relu(name + ".relu", net.conv(name, x, outputs, kernel, 1, kernel / 2, 1, true));
  }

  private static Value small(NetworkBuilder net, Value image, int classes) {
    Value x = biasedConvNormRelu(net, "stem", image, 96, 3);
    x = net.maxPool("stem.3", x, 2, 2, 0);
    for (int i = 0; i < SQUEEZE.size(); i++) {
      String name = "fire" + (i + 2);
      Value y = fire(net, name, x, SQUEEZE.get(i));
      boolean bypass = x.channels() == y.channels();
      x = bypass ? net.add(name + ".add", y, x) : y;
      if (i == 2 || i == 6) {
        x = net.maxPool(name + ".pool", x, 2, 2, 0);
      }
    }
    return net.globalAverage("pool", net.conv("conv10", x, classes, 1, 1, 0, 1, true));
  }

  private static Value fire(NetworkBuilder net, String name, Value x, int squeeze) {
    Value narrow = biasedConvNormRelu(net, name + ".squeeze", x, squeeze, 1);
    return net.concat(
        name + ".concat",
        biasedConvNormRelu(net, name + ".expand_1x1", narrow, 4 * squeeze, 1),
        biasedConvNormRelu(net, name + ".expand_3x3", narrow, 4 * squeeze, 3));
  }

  private static Value biasedConvNormRelu(
      NetworkBuilder net, String name, Value x, int outputs, int kernel) {
    Value y = net.conv(name + ".0", x, outputs, kernel, 1, kernel / 2, 1, true);
    return Blocks.normRelu(net, name + ".1", y);
  }
}
