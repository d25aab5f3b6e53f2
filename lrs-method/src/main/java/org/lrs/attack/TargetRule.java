package org.lrs.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.data.TargetClasses;
import org.lrs.tensor.Rng;
import org.lrs.text.Foreign;
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
      Range.require(
          images.classes() >= 2,
          "a targeted attack needs two classes or more, the data set has " + images.classes());
      int[] labels = images.labels();
      long[] ids = images.ids();
      Rng own = rng.split("target-class");
      float[][] all = this == RANDOM ? null : scores.get();
      return IntStream.range(0, labels.length)
          .map(
              i ->
                  switch (this) {
                    case RANDOM ->
                        (labels[i] + 1 + own.forSample(ids[i]).nextInt(images.classes() - 1))
                            % images.classes();
                    case LEAST_LIKELY -> extreme(labels[i], all[i], images.classes(), -1);
                    case RUNNER_UP -> extreme(labels[i], all[i], images.classes(), 1);
                  })
          .toArray();
    }

    /** The class with the largest score times sign; the first of several. */
    private static int extreme(int label, float[] scores, int classes, int sign) {
      return IntStream.range(0, classes)
          .filter(k -> k != label)
          .reduce((best, k) -> sign * scores[k] > sign * scores[best] ? k : best)
          .orElseThrow();
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
      boolean named = names.contains(words);
      int[] found =
          IntStream.range(0, names.size())
              .filter(k -> (named ? names.get(k) : "" + k).equals(words))
              .toArray();
      if (found.length == 0) {
        throw new IllegalArgumentException(NearestName.sentence("class", words, names));
      }
      if (found.length > 1) {
        throw new IllegalArgumentException(
            "'%s' is the name of the classes %s and %s; give the number of one"
                .formatted(Foreign.text(words), found[0], found[1]));
      }
      return IntStream.range(0, images.size()).map(i -> found[0]).toArray();
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
