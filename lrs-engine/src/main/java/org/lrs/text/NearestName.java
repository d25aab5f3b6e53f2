package org.lrs.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the valid name a user most likely meant.
 *
 * <p>Nearness is the Damerau-Levenshtein distance (insertions, deletions, substitutions and swaps
 * of neighbours), blind to case, hyphens, underscores and dots.
 */
public final class NearestName {

  /** Longer names are nobody's slip of a finger, and the distance costs the product of lengths. */
  private static final int LONGEST = 200;

  /** Characters of a list of valid names; those from a file may be many. */
  private static final int LIST = 500;

  private NearestName() {}

  /**
   * The nearest of the valid names.
   *
   * @return empty if nothing is near: more than half of the letters would have to change, or the
   *     text is longer than any name
   */
  public static Optional<String> of(String name, Collection<String> valid) {
    String plain = plain(name);
    return valid.stream()
        .filter(v -> Math.max(name.length(), v.length()) <= LONGEST)
        .min(
            Comparator.comparingInt((String v) -> distance(plain, plain(v)))
                .thenComparingInt(v -> distance(name, v)))
        .filter(v -> 2 * distance(plain, plain(v)) <= Math.max(plain.length(), plain(v).length()));
  }

  /**
   * The rest of an error message: {@code unknown attack 'mifgsm'; nearest: 'mi-fgsm'}, or all valid
   * names where none is near.
   *
   * @param what the kind of thing, such as {@code attack}
   */
  public static String sentence(String what, String name, Collection<String> valid) {
    String hint =
        of(name, valid)
            .map(near -> "nearest: '" + Foreign.text(near) + "'")
            .orElseGet(() -> valid.isEmpty() ? "there is none" : "known: " + list(valid));
    return "unknown " + what + " '" + Foreign.text(name) + "'; " + hint;
  }

  /**
   * Refuses a name that is not among the valid ones, in the words of {@link #sentence}, which are
   * looked for only then.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static void require(String what, String name, Collection<String> valid) {
    if (!valid.contains(name)) {
      throw new IllegalArgumentException(sentence(what, name, valid));
    }
  }

  private static String list(Collection<String> valid) {
    return Foreign.text(String.join(", ", valid), LIST);
  }

  /** Damerau-Levenshtein distance (optimal string alignment) of two texts. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }
}
