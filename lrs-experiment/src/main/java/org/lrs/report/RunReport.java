package org.lrs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.result.RunResults;

/**
 * Everything a report shows.
 *
 * @param provenance what the figures depend on: versions, digests, seeds, threads
 * @param command the command that repeats the run; may be empty
 */
public record RunReport(
    RunResults results, Gallery gallery, Map<String, String> provenance, String command) {

  public RunReport {
    Objects.requireNonNull(results, "results");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(gallery, "gallery");
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * A few images, the same for every surrogate and attack.
   *
   * @param surrogate whose images are seen first
   * @param attack whose images are seen first
   * @param choice how the images were chosen, in a sentence
   * @param items the most telling images first
   */
  public record Gallery(String surrogate, String attack, String choice, List<GalleryItem> items) {
    /** No images. */
    public static final Gallery NONE = new Gallery("", "", "", List.of());

    public Gallery {
      items = List.copyOf(items);
    }
  }

  /**
   * One image before and after one attack.
   *
   * @param id id of the image in its split
   * @param label its true class
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param clean pixels of the clean image, [height, width, channels]
   * @param adversarial pixels of the adversarial image, in the same order
   * @param itself what the surrogate predicts
   * @param targets what the targets predict
   * @param fooledFromPlain number of targets that the same attack fools from the plain surrogate,
   *     among those that get the image right when clean; null if there is none
   */
  public record GalleryItem(
      String surrogate,
      String attack,
      long id,
      int label,
      int height,
      int width,
      int channels,
      byte[] clean,
      byte[] adversarial,
      Prediction itself,
      List<Prediction> targets,
      Integer fooledFromPlain) {
    public GalleryItem {
      targets = List.copyOf(targets);
      Range.require(
          channels == 1 || channels == 3,
          "a gallery image must have 1 or 3 channels, got " + channels);
      long pixels = (long) height * width * channels;
      Range.require(
          clean.length == pixels && adversarial.length == pixels,
          "a gallery image of %s x %s x %s has %s values, got %s (clean) and %s (adversarial)"
              .formatted(height, width, channels, pixels, clean.length, adversarial.length));
    }

    /** Returns what the surrogate and then the targets predict. */
    List<Prediction> predictions() {
      return Stream.concat(Stream.of(itself), targets.stream()).toList();
    }

    /** Returns on how many targets the attack succeeds, among those right when clean. */
    String verdict() {
      long right = targets.stream().filter(p -> p.clean() == label).count();
      long fooled = targets.stream().filter(p -> p.clean() == label && p.success()).count();
      String plain = fooledFromPlain == null ? "" : " (plain: " + fooledFromPlain + ")";
      return right == 0
          ? "no target is right when clean"
          : "fools %s of %s%s".formatted(fooled, Figures.count(right, "target"), plain);
    }
  }

  /**
   * What one network predicts for one image.
   *
   * @param network name of the surrogate or target
   * @param clean class predicted for the clean image
   * @param adversarial class predicted for the adversarial image
   * @param success whether that is what the attack wants: another class than the true one, or, if
   *     it is targeted, its target class
   */
  public record Prediction(String network, int clean, int adversarial, boolean success) {}
}
