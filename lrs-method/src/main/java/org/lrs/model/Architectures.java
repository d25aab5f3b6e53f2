package org.lrs.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown architecture '" + name + "'; nearest: '" + nearest(name) + "'"));
  }

  private static String nearest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Comparator<String> continuesIt =
        Comparator.comparing(candidate -> candidate.startsWith(lower) ? 0 : 1);
    return names().stream()
        .min(continuesIt.thenComparing(candidate -> distance(lower, candidate)))
        .orElseThrow();
  }

  /** Insertions, deletions and substitutions from one string to the other (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
