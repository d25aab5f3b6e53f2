package org.lrs.experiment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lrs.evaluate.Outcomes;

/**
 * Which images a gallery shows, chosen by what one attack does: some that fool every target, some
 * that fool a part of them, one that fools none; the most telling first, those on which the same
 * attack fools fewer targets from the plain surrogate.
 *
 * @param images their numbers, in the order they are shown
 * @param kinds how many of them fool all, some or none of the targets that get them right when
 *     clean
 * @param right every image is right when clean on at least so many targets
 */
record GalleryChoice(List<Integer> images, Map<Kind, Integer> kinds, int right) {

  /** What an image does to the targets that get it right when clean; with the number wanted. */
  enum Kind {
    ALL(3),
    SOME(2),
    NONE(1);

    private final int wanted;

    Kind(int wanted) {
      this.wanted = wanted;
    }
  }

  private static final int IMAGES = 6;

  /** Returns how many images there are of each kind: {@code 3 fool all targets, 2 some, 1 none}. */
  String words() {
    List<String> parts = new ArrayList<>();
    kinds.forEach(
        (kind, count) ->
            parts.add(
                (parts.isEmpty() ? "%s fool%s %s of the targets" : "%s %3$s")
                    .formatted(
                        count, count == 1 ? "s" : "", kind.name().toLowerCase(Locale.ROOT))));
    return String.join(", ", parts);
  }

  /** One image: on how many targets it is right when clean, and how many of those it fools. */
  private record Candidate(int image, int right, int fooled, int fooledFromPlain) {
    Kind kind() {
      return fooled == 0 ? Kind.NONE : fooled == right ? Kind.ALL : Kind.SOME;
    }

    int gain() {
      return fooled - fooledFromPlain;
    }
  }

  /**
   * Chooses among images that every target gets right when clean; if there are too few of them,
   * among those that most targets get right.
   *
   * @param images number of images
   * @param onTargets outcomes of the attack, one per target
   * @param fromPlain the same of the attack crafted on the plain surrogate; empty if there is none
   */
  static GalleryChoice of(int images, List<Outcomes> onTargets, List<Outcomes> fromPlain) {
    List<Candidate> all =
        IntStream.range(0, images)
            .mapToObj(i -> candidate(i, onTargets, fromPlain))
            .sorted(Comparator.comparing(Candidate::right).reversed())
            .toList();
    // The sort keeps the order of images within a number of targets.
    int right = all.isEmpty() ? 0 : all.get(Math.min(IMAGES, images) - 1).right();
    List<Candidate> chosen = mixed(all.stream().filter(c -> c.right() >= right).toList());
    chosen.sort(TELLING);
    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    chosen.forEach(candidate -> kinds.merge(candidate.kind(), 1, Integer::sum));
    return new GalleryChoice(chosen.stream().map(Candidate::image).toList(), kinds, right);
  }

  /** Of images that fool nobody it is the first ones: there is nothing telling about any. */
  private static final Comparator<Candidate> TELLING =
      Comparator.comparing((Candidate c) -> c.kind() == Kind.NONE)
          .thenComparing(c -> c.kind() == Kind.NONE ? 0 : -c.gain())
          .thenComparing(c -> -c.fooled())
          .thenComparing(Candidate::image);

  private static Candidate candidate(int i, List<Outcomes> onTargets, List<Outcomes> fromPlain) {
    return new Candidate(
        i,
        (int) onTargets.stream().filter(o -> o.cleanCorrect().get(i)).count(),
        fooled(i, onTargets),
        fooled(i, fromPlain));
  }

  /** Number of targets that an image fools, among those that get it right when clean. */
  static int fooled(int i, List<Outcomes> onTargets) {
    return (int)
        onTargets.stream().filter(o -> o.cleanCorrect().get(i) && o.fooled().get(i)).count();
  }

  /** So many of each kind; what a kind lacks, the most telling of the others make up for. */
  private static List<Candidate> mixed(List<Candidate> pool) {
    List<Candidate> telling = pool.stream().sorted(TELLING).toList();
    Map<Kind, List<Candidate>> byKind =
        telling.stream().collect(Collectors.groupingBy(Candidate::kind));
    List<Candidate> chosen = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      byKind.getOrDefault(kind, List.of()).stream().limit(kind.wanted).forEach(chosen::add);
    }
    BitSet taken = new BitSet();
    chosen.forEach(candidate -> taken.set(candidate.image()));
    telling.stream()
        .filter(candidate -> !taken.get(candidate.image()))
        .limit(IMAGES - chosen.size())
        .forEach(chosen::add);
    return chosen;
  }
}
