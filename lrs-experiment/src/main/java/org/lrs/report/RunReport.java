package org.lrs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lrs.Range;
import org.lrs.result.RunResults;

/**
 * Everything a report shows.
 *
 * @param provenance what the figures depend on: versions, digests, seeds, threads
 * @param command the command that repeats the run; may be empty
 */
public record RunReport(
    RunResults results, List<GalleryItem> gallery, Map<String, String> provenance, String command) {

  public RunReport {
    Objects.requireNonNull(results, "results");
    Objects.requireNonNull(command, "command");
    gallery = List.copyOf(gallery);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * One image before and after one attack.
   *
   * @param id id of the image in its split
   * @param label its true class
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param clean pixels of the clean image, [height, width, channels]
   * @param adversarial pixels of the adversarial image, in the same order
   * @param predictions what the surrogate and the targets predict
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
      List<Prediction> predictions) {
    public GalleryItem {
      predictions = List.copyOf(predictions);
      Range.require(
          channels == 1 || channels == 3,
          "a gallery image must have 1 or 3 channels, got " + channels);
      long pixels = (long) height * width * channels;
      Range.require(
          clean.length == pixels && adversarial.length == pixels,
          "a gallery image of %s x %s x %s has %s values, got %s (clean) and %s (adversarial)"
              .formatted(height, width, channels, pixels, clean.length, adversarial.length));
    }
  }

  /**
   * What one network predicts for one image.
   *
   * @param network name of the surrogate or target
   * @param clean class predicted for the clean image
   * @param adversarial class predicted for the adversarial image
   */
  public record Prediction(String network, int clean, int adversarial) {}
}
