package org.lrs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lrs.statistics.ImageBootstrap.Part;
import org.lrs.tensor.Rng;

class ImageBootstrapTest {
  private static final int IMAGES = 400;
  private static final BitSet NONE = new BitSet();
  private static final BitSet ALL = images(i -> true);

  private static BitSet images(java.util.function.IntPredicate which) {
    return IntStream.range(0, IMAGES).filter(which).collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static ImageBootstrap bootstrap(int replicates) {
    return new ImageBootstrap(IMAGES, replicates, Rng.of(1).split("bootstrap"));
  }

  @Test
  void oneRateHasTheIntervalOfItsBinomial() {
    Part half = new Part(images(i -> i % 2 == 0), NONE, ALL);
    Estimate mean = bootstrap(4000).mean(List.of(half));
    // The replicates are binomial(400, 1/2) / 400: standard deviation 1/40, so ± 1.96/40.
    assertThat(mean.value()).isEqualTo(0.5);
    assertThat(mean.low()).isEqualTo(0.451, within(0.004));
    assertThat(mean.high()).isEqualTo(0.549, within(0.004));
  }

  @Test
  void targetsThatAgreeAddNothingAndTargetsThatDifferDo() {
    Part half = new Part(images(i -> i % 2 == 0), NONE, ALL);
    Part same = new Part(images(i -> i % 2 == 0), NONE, ALL);
    Part opposite = new Part(images(i -> i % 2 == 1), NONE, ALL);
    ImageBootstrap bootstrap = bootstrap(500);
    assertThat(bootstrap.mean(List.of(half, same))).isEqualTo(bootstrap.mean(List.of(half)));
    // What one target loses the other gains: the mean is 1/2 in every replicate.
    Estimate certain = bootstrap.mean(List.of(half, opposite));
    assertThat(certain.low()).isEqualTo(0.5, within(1e-12));
    assertThat(certain.high()).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void differencesAreTakenOnTheSameImages() {
    BitSet trials = images(i -> i < 100);
    Part gain = new Part(images(i -> i < 60), images(i -> i < 40), trials);
    Estimate difference = bootstrap(2000).mean(List.of(gain));
    assertThat(difference.value()).isEqualTo(0.2);
    // 20 of about 100 images decide: standard deviation √(0.2 · 0.8 / 100) = 0.04.
    assertThat(difference.low()).isEqualTo(0.2 - 1.96 * 0.04, within(0.02));
    assertThat(difference.high()).isEqualTo(0.2 + 1.96 * 0.04, within(0.02));
  }

  @Test
  void targetWithoutTrialsTakesNoPart() {
    Part half = new Part(images(i -> i % 2 == 0), NONE, ALL);
    Part empty = new Part(NONE, NONE, NONE);
    ImageBootstrap bootstrap = bootstrap(50);
    assertThat(bootstrap.mean(List.of(half, empty))).isEqualTo(bootstrap.mean(List.of(half)));
    assertThatThrownBy(() -> bootstrap.mean(List.of(empty))).hasMessageContaining("no image");
  }

  @Test
  void sameSeedGivesTheSameInterval() {
    Part some = new Part(images(i -> i % 7 == 0), NONE, ALL);
    assertThat(bootstrap(100).mean(List.of(some))).isEqualTo(bootstrap(100).mean(List.of(some)));
  }
}
