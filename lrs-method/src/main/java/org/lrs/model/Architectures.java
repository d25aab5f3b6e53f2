package org.lrs.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lrs.text.NearestName;

/**
 * The architectures that can be built by name.
 *
 * <p>{@link #names()} lists the usual ones. Families with a depth or a width in their name take
 * other sizes too: {@code resnet26-a}, {@code densenet52-k16-bc}, {@code wrn-16-8}.
 */
public final class Architectures {
  private static final List<Family> FAMILIES =
      List.of(
          new CifarResNet(),
          new ResNet(),
          new PreActResNet(),
          new WideResNet(),
          new ResNeXt(),
          new DenseNet(),
          new Vgg(),
          new MobileNetV2(),
          new ShuffleNetV2(),
          new SqueezeNet(),
          new VisionTransformer(),
          new MlpMixer(),
          new VerifiedResNet());

  private Architectures() {}

  /** Names of the usual architectures, family by family. */
  public static List<String> names() {
    return FAMILIES.stream().flatMap(family -> family.names().stream()).toList();
  }

  /**
   * The architecture of that name.
   *
   * @throws IllegalArgumentException if there is none; the message has the nearest name
   */
  public static Architecture get(String name) {
    return FAMILIES.stream()
        .map(family -> family.find(name))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    // Someone who wrote 'resnet20' means 'resnet20-a' rather than 'resnet50'.
    String typed = name.toLowerCase(Locale.ROOT);
    List<String> longer = names().stream().filter(known -> known.startsWith(typed)).toList();
    return NearestName.sentence("architecture", name, longer.isEmpty() ? names() : longer);
  }
}
