package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import org.lrs.result.Gain;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.Surrogate;
import org.lrs.statistics.Estimate;

/** What the surrogates of the invented report gain over its plain one. */
final class SampleGains {

  private SampleGains() {}

  /** The differences of the means, with intervals of ±1.2 points. */
  static List<Gain> of(List<Surrogate> surrogates, List<Attack> attacks, List<Cell> cells) {
    List<Gain> gains = new ArrayList<>();
    for (Surrogate surrogate : surrogates.subList(1, surrogates.size())) {
      double sum = 0;
      for (Attack attack : attacks) {
        double change = mean(cells, surrogate.name(), attack) - mean(cells, "plain", attack);
        gains.add(new Gain(surrogate.name(), "plain", attack.name(), around(change)));
        sum += change;
      }
      gains.add(new Gain(surrogate.name(), "plain", null, around(sum / attacks.size())));
    }
    return gains;
  }

  private static Estimate around(double change) {
    return new Estimate(change, change - 0.012, change + 0.012);
  }

  private static double mean(List<Cell> cells, String surrogate, Attack attack) {
    return cells.stream()
        .filter(c -> c.surrogate().equals(surrogate) && c.attack().equals(attack.name()))
        .mapToDouble(c -> c.cleanCorrect().rate())
        .average()
        .orElseThrow();
  }
}
