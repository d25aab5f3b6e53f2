package org.lrs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Densely connected networks with bottlenecks and compression: {@code densenetD-kG-bc}, depth D =
 * 6n + 4, growth rate G.
 *
 * <p>Three blocks of n layers (normalisation, ReLU, 1×1 to 4G channels; normalisation, ReLU, 3×3 to
 * G channels, joined behind what came in); 1×1 convolutions between them keep half of the channels.
 * The stem is a bare convolution to 2G channels, as in the paper; {@code densenetD-kG-bc-stemnorm}
 * adds normalisation and ReLU to it, as some implementations do.
 *
 * <p>Names are Ericsciencer's ({@code features.denseblock1.layers.0.bn1}, {@code classifier});
 * bearpaw's ({@code dense1.0.bn1}) and torchvision's ({@code denselayer1.norm1}) are mapped to
 * them.
 */
@Source(paper = DenseNet.PAPER, at = "section 3")
final class DenseNet implements Family {
  static final String PAPER =
      "Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional"
          + " Networks, CVPR 2017, arXiv 1608.06993";
  private static final Pattern NAME =
      Pattern.compile("densenet" + NUMBER + "-k" + NUMBER + "-bc(-stemnorm)?");
  private static final NameMap NAMES =
      NameMap.PREFIXES_ONLY
          .and("^conv1\\.", "features.0.")
          .and("^dense(\\d+)\\.", "features.denseblock$1.layers.")
          .and("^trans(\\d+)\\.bn1\\.", "features.transition$1.bn.")
          .and("^trans(\\d+)\\.conv1\\.", "features.transition$1.conv.")
          .and("^bn\\.", "features.norm5.")
          .and("^fc\\.", "classifier.")
          .and("^features\\.conv0\\.", "features.0.")
          .and("^features\\.norm0\\.", "features.1.")
          .and("^features\\.transition(\\d+)\\.norm\\.", "features.transition$1.bn.");
  private static final Map<String, Long> KNOWN =
      Map.of(
          "densenet40-k12-bc", 176_122L,
          "densenet100-k12-bc", 769_162L,
          "densenet190-k40-bc", 25_624_430L);

  @Override
  public List<String> names() {
    return List.of(
        "densenet22-k8-bc",
        "densenet40-k12-bc",
        "densenet100-k12-bc",
        "densenet100-k12-bc-stemnorm",
        "densenet190-k40-bc");
  }

  @Override
  public Optional<Architecture> find(String name) {
    return Family.match(NAME, name)
        .map(
            size -> {
              boolean stemNorm = size.group(3) != null;
              int layers = Family.units(name, size.group(1), 6, 4);
              int growth = Integer.parseInt(size.group(2));
              return new Architecture(name, PAPER, new Plan(layers, growth, stemNorm))
                  .alsoNamed(names(layers))
                  .known(KNOWN, "bearpaw");
            });
  }

  /** torchvision counts layers from 1 and calls the normalisations norm1 and norm2. */
  private static NameMap names(int layers) {
    NameMap map = NAMES;
    for (int i = 1; i <= layers; i++) {
      map = map.and("\\.denselayer" + i + "\\.", ".layers." + (i - 1) + ".");
    }
    return map.and("(\\.layers\\.\\d+)\\.norm(\\d)\\.", "$1.bn$2.");
  }

  /** Layers of each block, growth rate, and whether the stem is normalised. */
  private record Plan(int layers, int growth, boolean stemNorm) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = net.conv("features.0", image, 2 * growth, 3, 1, 1);
      if (stemNorm) {
        x = Blocks.normRelu(net, "features.1", x);
      }
      for (int block = 1; block <= 3; block++) {
        for (int i = 0; i < layers; i++) {
          x = layer(net, "features.denseblock" + block + ".layers." + i, x);
        }
        if (block < 3) {
          x = transition(net, "features.transition" + block, x);
        }
      }
      x = Blocks.normRelu(net, "features.norm5", x);
      return Blocks.averageLinear(net, "classifier", x, classes);
    }

    private Value layer(NetworkBuilder net, String name, Value x) {
      Value y = Blocks.normRelu(net, name + ".bn1", x);
      y = net.conv(name + ".conv1", y, 4 * growth, 1, 1, 0);
      y = net.conv(name + ".conv2", Blocks.normRelu(net, name + ".bn2", y), growth, 3, 1, 1);
      return net.concat(name + ".concat", x, y);
    }
  }

  private static Value transition(NetworkBuilder net, String name, Value x) {
    Value y = Blocks.normRelu(net, name + ".bn", x);
    y = net.conv(name + ".conv", y, x.channels() / 2, 1, 1, 0);
    return net.averagePool(name + ".pool", y, 2, 2, 0);
  }
}
