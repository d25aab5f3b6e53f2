package org.lrs.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lrs.data.ImageDataset;
import org.lrs.data.TargetClasses;
import org.lrs.tensor.Rng;
import org.lrs.text.NearestName;

/** Which class a targeted attack aims at, image by image. */
public sealed interface TargetRule {
  /**
   * The target class of each image.
   *
   * @param scores the surrogate's scores of the clean images, [N][classes]; computed only if needed
   * @param rng root stream of the run
   * @throws IllegalArgumentException if the rule does not fit the images
   */
  int[] classes(ImageDataset images, Supplier<float[][]> scores, Rng rng);

  /** The rule as a spec names it. */
  String words();

  /** A class other than the true one. */
  enum Other implements TargetRule {
    /** Drawn, by the image's id. */
    RANDOM,
    /** The one that the surrogate finds least likely for the clean image. */
    LEAST_LIKELY,
    /** The one that the surrogate finds most likely for the clean image. */
    RUNNER_UP;

    @Override
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int[] classes(ImageDataset images, Supplier<float[][]> scores, Rng rng) {
      if (images.classes() < 2) {
        throw new IllegalArgumentException(
            "a targeted attack needs two classes or more, the data set has " + images.classes());
      }
      return switch (this) {
        case RANDOM -> drawn(images, rng);
        case LEAST_LIKELY -> extreme(images, scores.get(), -1);
        case RUNNER_UP -> extreme(images, scores.get(), 1);
      };
    }

    private static int[] drawn(ImageDataset images, Rng rng) {
      int[] labels = images.labels();
      int[] asked = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        int shift =
            1 + rng.split("target-class").forSample(images.ids()[i]).nextInt(images.classes() - 1);
        asked[i] = (labels[i] + shift) % images.classes();
      }
      return asked;
    }

    /** The class with the largest score times sign; the first of several. */
    private static int[] extreme(ImageDataset images, float[][] scores, int sign) {
      int[] labels = images.labels();
      int[] asked = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        asked[i] = labels[i] == 0 ? 1 : 0;
        for (int k = asked[i] + 1; k < images.classes(); k++) {
          if (k != labels[i] && sign * scores[i][k] > sign * scores[i][asked[i]]) {
            asked[i] = k;
          }
        }
      }
      return asked;
    }
  }

  /**
   * One class for all images.
   *
   * @param words name of the class, or its number from 0; a name goes first
   */
  record Named(String words) implements TargetRule {
    @Override
    public int[] classes(ImageDataset images, Supplier<float[][]> scores, Rng rng) {
      List<String> names = images.classNames();
      IntPredicate asked =
          k -> names.contains(words) ? names.get(k).equals(words) : words.equals("" + k);
      int found =
          IntStream.range(0, names.size())
              .filter(asked)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(NearestName.sentence("class", words, names)));
      return IntStream.range(0, images.size()).map(i -> found).toArray();
    }
  }

  /**
   * Classes from a file.
   *
   * @param file see {@link TargetClasses}
   */
  record Listed(Path file) implements TargetRule {
    @Override
    public int[] classes(ImageDataset images, Supplier<float[][]> scores, Rng rng) {
      return TargetClasses.read(file, images);
    }

    @Override
    public String words() {
      return file.getFileName().toString();
    }
  }
}
