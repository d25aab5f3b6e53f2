package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.attack.recipe.IFgsm;
import org.lrs.attack.recipe.MiFgsm;
import org.lrs.attack.recipe.NiFgsm;
import org.lrs.attack.recipe.Sim;
import org.lrs.attack.recipe.Tim;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.PublishedModels;
import org.lrs.nn.HostTensor;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** Attacks against an independent PyTorch implementation, pixel by pixel. */
@Tag("shared")
@NoTensorLeak
class GoldenAttackTest {
  private static final double STEP_SIZE = 2 / 255.0;
  private static final int STEPS = 5;
  private static final ThreatModel THREAT =
      new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED);

  // Half a hundredth of a grey level: the rounding of five additions in float32.
  private static final double SAME_PIXEL = 0.005 / 255;

  // The reference itself, run again on another processor, reaches 0.988 for NI: looking ahead
  // leaves the ball, where two of the eight images have gradients of rounding noise.
  private static final double NI_ON_OTHER_PROCESSORS = 0.985;

  @ParameterizedTest
  @ValueSource(strings = {"ifgsm", "pgd", "mi", "ni", "si_ni", "ti"})
  void pixelsEqualTheReference(String name) {
    Map<String, HostTensor> golden = PublishedModels.golden();
    try (Scope scope = Scope.open();
        Classifier model = PublishedModels.resnet20();
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor images = Tensors.of(golden.get("images"));
      long[] ids = {0, 1, 2, 3, 4, 5, 6, 7};
      Tensor labels = Tensors.of(golden.get("labels")).to(Kind.INT64);
      Composition composition = new Composition(THREAT);
      switch (name) {
        case "mi" -> composition.add(new MiFgsm(), new MiFgsm.Config(1));
        case "ni" -> composition.add(new NiFgsm(), new MiFgsm.Config(1));
        case "si_ni" ->
            composition.add(new NiFgsm(), new MiFgsm.Config(1)).add(new Sim(), new Sim.Config(5));
        case "ti" -> composition.add(new Tim(), new Tim.Config(15));
        case "pgd" -> composition.add(new IFgsm(), new NoSettings());
        default -> composition.add(new IFgsm(), new NoSettings());
      }
      IterativeAttack attack = composition.steps(new Steps(STEP_SIZE, STEPS)).build();
      if (name.equals("pgd")) {
        attack =
            attack.startingAt(
                (input, ball) ->
                    input.clean().add(Tensors.of(golden.get("pgd.start"))).clamp(0, 1));
      }
      Tensor found = attack.run(surrogate, TestInputs.of(images, labels, ids)).images();
      Tensor wanted = Tensors.of(golden.get(name));
      assertThat(Tensors.shareWithin(found, wanted, SAME_PIXEL))
          .isGreaterThanOrEqualTo(name.endsWith("ni") ? NI_ON_OTHER_PROCESSORS : 0.995);
      // Where a gradient is near zero its sign may differ: one step there and back at most.
      assertThat(Tensors.shareWithin(found, wanted, 2 * STEP_SIZE + SAME_PIXEL))
          .isGreaterThanOrEqualTo(name.endsWith("ni") ? 0.999 : 1);
    }
  }
}
