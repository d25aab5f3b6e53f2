package org.lrs.attack.objective;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lrs.model.LayeredSurrogate;
import org.lrs.text.NearestName;

/** Which layer an attack on features works on. */
final class Depth {
  /** The layer nearest the middle of those that every path to the logits passes. */
  static final String MIDDLE = "middle";

  /** The layer nearest seven eighths of the way, likewise: where small networks know the class. */
  static final String LATE = "late";

  private Depth() {}

  /**
   * The layer of that name.
   *
   * @param layer one of the surrogate's, or {@link #MIDDLE} or {@link #LATE}
   * @throws IllegalArgumentException naming the nearest one, if there is none of that name
   */
  static String layer(LayeredSurrogate surrogate, String layer) {
    List<String> known = surrogate.layers();
    if (known.contains(layer)) {
      return layer;
    }
    if (layer.equals(MIDDLE)) {
      return nearest(surrogate, 1, 2);
    }
    if (layer.equals(LATE)) {
      return nearest(surrogate, 7, 8);
    }
    List<String> names = Stream.concat(known.stream(), Stream.of(MIDDLE, LATE)).toList();
    throw new IllegalArgumentException(NearestName.sentence("layer", layer, names));
  }

  /**
   * Layers that divide the network into parts of nearly as many layers; fewer, where the network is
   * short.
   */
  static List<String> spread(LayeredSurrogate surrogate, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(k -> nearest(surrogate, k, count + 1))
        .distinct()
        .toList();
  }

  /** The layer, of those that every path passes, nearest so many parts of the way to the logits. */
  private static String nearest(LayeredSurrogate surrogate, int parts, int of) {
    List<String> layers = surrogate.layers();
    double place = parts * (layers.size() - 1.0) / of;
    return Collections.min(
        surrogate.trunk(),
        Comparator.comparingDouble(name -> Math.abs(layers.indexOf(name) - place)));
  }
}
