package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.tensor.Rng;

class CutsTest {
  // Twelve pieces of a few pixels: lengths rounded on their own would sum to more than there is.
  @ParameterizedTest
  @CsvSource({"4, 12", "8, 7", "28, 12", "32, 3", "224, 3", "1, 1"})
  void piecesFillTheLengthAndNoneIsNegative(int length, int pieces) {
    for (int seed = 0; seed < 200; seed++) {
      int[] ends = Cuts.inProportion(Rng.of(seed), length, pieces);
      assertThat(ends).isSorted().startsWith(0).endsWith(length).hasSize(pieces + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "28, 4", "5, 5", "1, 1"})
  void piecesAtDifferentPlacesAreNotEmpty(int length, int pieces) {
    for (int seed = 0; seed < 200; seed++) {
      int[] ends = Cuts.atDifferentPlaces(Rng.of(seed), length, pieces);
      assertThat(ends).startsWith(0).endsWith(length).doesNotHaveDuplicates().isSorted();
      assertThat(ends).hasSize(pieces + 1);
    }
  }
}
