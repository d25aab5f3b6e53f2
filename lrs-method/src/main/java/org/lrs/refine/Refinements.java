package org.lrs.refine;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.lrs.text.NearestName;

/** The catalogue of refinements with their default settings, found by {@link ServiceLoader}. */
public final class Refinements {
  private Refinements() {}

  /** All refinements, by name. */
  public static List<Refinement> all() {
    return ServiceLoader.load(Refinement.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Refinement::name))
        .toList();
  }

  /** All names, in their order. */
  public static List<String> names() {
    return all().stream().map(Refinement::name).toList();
  }

  /**
   * The refinement of that name.
   *
   * @throws IllegalArgumentException naming the nearest one, if there is none
   */
  public static Refinement get(String name) {
    return all().stream()
        .filter(refinement -> refinement.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.sentence("refinement", name, names())));
  }
}
