package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Momentum;
import org.lrs.attack.QueryPoint;
import org.lrs.attack.Slowly;
import org.lrs.threat.Goal;
import org.lrs.threat.ThreatModel;

class VniTest {
  @Test
  void isVmiLookingAhead() {
    IterativeAttack attack =
        new Composition(new ThreatModel(Slowly.BALL, Goal.UNTARGETED)).add(new Vni(7, 2)).build();
    assertThat(attack.estimator()).isEqualTo(new Vmi(7, 2));
    assertThat(attack.queryPoint()).isEqualTo(new QueryPoint.LookAhead(1));
    assertThat(attack.rule()).isEqualTo(Momentum.normalized(1));
  }
}
