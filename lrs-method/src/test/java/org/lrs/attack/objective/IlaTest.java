package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Objective;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

@NoTensorLeak
class IlaTest {
  @Test
  void gradientIsTheChangeThatASlowGuideMade() {
    for (Goal goal : Goal.values()) {
      Composition attack = new Composition(new ThreatModel(Slowly.BALL, goal));
      attack.add(new Ila("i-fgsm", 3, LinearModel.PIXELS));
      Objective objective = attack.build().objective();
      boolean targeted = goal == Goal.TARGETED;
      try (Scope scope = Scope.open();
          LinearModel model = new LinearModel()) {
        GradientEstimator.Kernel kernel = objective.begin(model.run(targeted));
        double[][] x = Slowly.images();
        double[][] wanted = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
          wanted[k] = guide(model, x[k], LinearModel.LABELS[k], targeted ? -1 : 1);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Draws.none()), wanted);
      }
      // Three steps, and a run each for the features of clean and moved images.
      assertThat(objective.evaluationsToBegin()).isEqualTo(5);
    }
  }

  private static double[] guide(LinearModel model, double[] clean, int label, double sign) {
    double[] x = clean.clone();
    for (int step = 0; step < 3; step++) {
      double[] g = model.lossGradient(x, label);
      for (int i = 0; i < x.length; i++) {
        double next = x[i] + 2.5 * Slowly.RADIUS / 3 * Math.signum(sign * g[i]);
        next = Math.max(clean[i] - Slowly.RADIUS, Math.min(clean[i] + Slowly.RADIUS, next));
        x[i] = Math.max(0, Math.min(1, next));
      }
    }
    return Slowly.plus(x, clean, -1);
  }

  @Test
  void unknownGuideNamesTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ila("mifgsm", 3, "middle").build(Composing.THREAT))
        .withMessage("unknown attack 'mifgsm'; nearest: 'mi-fgsm'");
  }
}
