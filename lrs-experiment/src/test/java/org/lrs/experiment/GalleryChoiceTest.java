package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lrs.evaluate.Outcomes;
import org.lrs.experiment.GalleryChoice.Kind;

/** The choice among made-up outcomes; one word per image, one letter per target. */
class GalleryChoiceTest {

  /**
   * Outcomes on each target.
   *
   * @param words per image and target {@code f} fooled, {@code h} held, {@code w} wrong when clean
   */
  private static List<Outcomes> outcomes(String words) {
    String[] images = words.isEmpty() ? new String[0] : words.split(" ");
    int targets = images.length == 0 ? 0 : images[0].length();
    int[] labels = new int[images.length];
    return IntStream.range(0, targets)
        .mapToObj(
            t ->
                Outcomes.of(
                    classes(images, t, "w"), classes(images, t, "fw"), labels, Optional.empty()))
        .toList();
  }

  /** Class 1, which is wrong, where an image has one of the letters. */
  private static int[] classes(String[] images, int target, String letters) {
    return Arrays.stream(images)
        .mapToInt(image -> letters.indexOf(image.charAt(target)) < 0 ? 0 : 1)
        .toArray();
  }

  private static GalleryChoice choice(String refined, String plain) {
    return GalleryChoice.of(refined.split(" ").length, outcomes(refined), outcomes(plain));
  }

  @Test
  void showsSomeThatFoolAllSomeThatFoolFewAndOneThatFoolsNone() {
    GalleryChoice choice =
        choice(
            "hhh hhh fff fff fff fff fhh ffh fhh fhh", "hhh hhh fff ffh hhh fhh hhh hhh fhh hhh");
    assertThat(choice.kinds()).isEqualTo(Map.of(Kind.ALL, 3, Kind.SOME, 2, Kind.NONE, 1));
    // Fools 3, 2, 2, 1 and 1 more than plain; the first of those that fool nobody.
    assertThat(choice.images()).containsExactly(4, 5, 7, 3, 6, 0);
    assertThat(choice.right()).isEqualTo(3);
    assertThat(choice.words()).isEqualTo("3 fool all of the targets, 2 some, 1 none");
  }

  @Test
  void imagesThatATargetGetsWrongWhenCleanComeOnlyIfOthersAreFew() {
    String enough = "wff fff fff fff fhh fhh hhh";
    assertThat(choice(enough, "whh hhh hhh hhh hhh hhh hhh").images()).doesNotContain(0);
    String few = "wff fff fhh www";
    GalleryChoice choice = choice(few, "whh hhh hhh www");
    assertThat(choice.images()).containsExactly(1, 0, 2, 3);
    assertThat(choice.right()).isZero();
    assertThat(choice("wff fff fhh hhh fww fff fff", "").images()).doesNotContain(4);
    assertThat(choice("wff fff fhh hhh fww fff fff", "").right()).isEqualTo(2);
  }

  @Test
  void oneKindMakesUpForWhatAnotherLacks() {
    GalleryChoice weak = choice("h h h h h h h f", "h h h h h h h h");
    assertThat(weak.images()).containsExactly(7, 0, 1, 2, 3, 4);
    assertThat(weak.kinds()).isEqualTo(Map.of(Kind.ALL, 1, Kind.NONE, 5));
    assertThat(weak.words()).isEqualTo("1 fools all of the targets, 5 none");
    assertThat(choice("f f f f f f f", "h f h f h f f").images()).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @Test
  void withoutAPlainSurrogateThoseThatFoolMostComeFirst() {
    assertThat(choice("hh fh ff fh ff ff ff", "").images()).containsExactly(2, 4, 5, 1, 3, 0);
  }

  @Test
  void nothingRightWhenCleanStillShowsImages() {
    GalleryChoice choice = choice("ww ww", "ww ww");
    assertThat(choice.images()).containsExactly(0, 1);
    assertThat(choice.kinds()).isEqualTo(Map.of(Kind.NONE, 2));
    assertThat(choice.right()).isZero();
    assertThat(GalleryChoice.of(0, List.of(), List.of()).images()).isEmpty();
  }
}
