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

  private Depth() {}

  /**
   * The layer of that name.
   *
   * @param layer one of the surrogate's, or {@link #MIDDLE}
   * @throws IllegalArgumentException naming the nearest one, if there is none of that name
   */
  static String layer(LayeredSurrogate surrogate, String layer) {
    List<String> known = surrogate.layers();
    if (known.contains(layer)) {
      return layer;
    }
    if (layer.equals(MIDDLE)) {
      return spread(surrogate, 1).get(0);
    }
    List<String> names = Stream.concat(known.stream(), Stream.of(MIDDLE)).toList();
    throw new IllegalArgumentException(NearestName.sentence("layer", layer, names));
  }

  /**
   * Layers that divide the network into parts of nearly as many layers; fewer, where the network is
   * short.
   */
  static List<String> spread(LayeredSurrogate surrogate, int count) {
    List<String> layers = surrogate.layers();
    return IntStream.rangeClosed(1, count)
        .mapToDouble(k -> k * (layers.size() - 1.0) / (count + 1))
        .mapToObj(
            place ->
                Collections.min(
                    surrogate.trunk(),
                    Comparator.comparingDouble(name -> Math.abs(layers.indexOf(name) - place))))
        .distinct()
        .toList();
  }
}
