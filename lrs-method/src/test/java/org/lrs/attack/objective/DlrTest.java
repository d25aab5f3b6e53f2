package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackInput;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Logits;
import org.lrs.attack.Slowly;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class DlrTest {
  private static final double FLOAT32 = 1e-6;
  private static final double STEP = 1e-2;
  // Central differences of float32 values near 1 over 2e-2.
  private static final double DIFFERENCES = 1e-3;

  private static AttackLoss against(Aim.TrueLabels labels) {
    return (logits, aim) -> Dlr.ratio(logits, labels, aim);
  }

  @Test
  void leadIsMeasuredInTheSpreadOfTheThreeLargest() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(4, 8, 2, 6, 3);
      // -(8 - 6) / (8 - 3) of the leader, -(2 - 8) / (8 - 3) of the last.
      assertThat(Logits.worth(against(Logits.labels(0)), logits, Logits.labels(0))[0])
          .isCloseTo(-2 / 5.0, within(FLOAT32));
      assertThat(Logits.worth(against(Logits.labels(1)), logits, Logits.labels(1))[0])
          .isCloseTo(6 / 5.0, within(FLOAT32));
    }
  }

  @Test
  void wantedClassIsMeasuredAgainstTheTrueOne() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(4, 8, 2, 6, 3);
      // -(8 - 2) / (8 - (3 + 2) / 2)
      assertThat(Logits.worth(against(Logits.labels(0)), logits, Logits.targets(1))[0])
          .isCloseTo(-6 / 5.5, within(FLOAT32));
    }
  }

  @Test
  void imageThatHasTheWantedClassIsKeptThere() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(4, 8, 2, 6, 3);
      assertThat(Logits.worth(against(Logits.labels(0)), logits, Logits.targets(0))[0])
          .isCloseTo(2 / 5.5, within(FLOAT32));
    }
  }

  @Test
  void scaleAndShiftOfTheLogitsChangeNothing() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(4, 8, 2, 6, 3);
      for (Aim aim : new Aim[] {Logits.labels(2), Logits.targets(2)}) {
        AttackLoss loss = against(Logits.labels(1));
        assertThat(Logits.worth(loss, logits.multiply(7).add(-3), aim)[0])
            .isCloseTo(Logits.worth(loss, logits, aim)[0], within(FLOAT32));
      }
    }
  }

  @Test
  void gradientAgreesWithDifferences() {
    try (Scope scope = Scope.open()) {
      double[] at = {1.3, -0.4, 0.7, 0.1, -1.1};
      for (Aim aim : new Aim[] {Logits.labels(2), Logits.targets(1)}) {
        AttackLoss loss = against(Logits.labels(2));
        double[] found = Logits.gradient(loss, Logits.of(5, at), aim);
        for (int j = 0; j < at.length; j++) {
          double[] up = at.clone();
          double[] down = at.clone();
          up[j] += STEP;
          down[j] -= STEP;
          double slope =
              (Logits.worth(loss, Logits.of(5, up), aim)[0]
                      - Logits.worth(loss, Logits.of(5, down), aim)[0])
                  / (2 * STEP);
          assertThat(found[j]).isCloseTo(slope, within(DIFFERENCES));
        }
      }
    }
  }

  @Test
  void equalLogitsGiveFiniteGradients() {
    try (Scope scope = Scope.open()) {
      for (Tensor logits : new Tensor[] {Logits.of(4, 1, 1, 1, 1), Logits.of(4, -9, 1, 1, 1)}) {
        for (Aim aim : new Aim[] {Logits.labels(0), Logits.targets(2)}) {
          for (double value : Logits.gradient(against(Logits.labels(0)), logits, aim)) {
            assertThat(value).isFinite();
          }
        }
      }
    }
  }

  @Test
  void tooFewClassesAreRefused() {
    InputShape input = new InputShape(1, 2, 2);
    try (Scope scope = Scope.open();
        Classifier two = TinyClassifiers.linear(input, new double[2][4], Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(two)) {
      Aim.TrueLabels labels = Logits.labels(0);
      AttackInput batch =
          new AttackInput(
              Tensor.full(0, 1, 1, 2, 2),
              labels,
              Optional.empty(),
              new long[] {1},
              Rng.of(1),
              null);
      AttackRun run = new AttackRun(surrogate, batch, labels, Slowly.BALL, Slowly.STEPS);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Dlr().begin(run))
          .withMessage(
              "dlr needs at least 3 classes for this goal, the surrogate has 2; use logit-margin");
    }
  }
}
