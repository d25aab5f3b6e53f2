package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRecipes;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Objective;
import org.lrs.attack.Slot;
import org.lrs.attack.Steps;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The change of features that a finished attack made, driven further in its direction (ILA).
 *
 * @param guide name of the attack to start from, with its published settings
 * @param guideSteps its steps, in [1, 1000]; each is 2.5 radii of the ball divided by their number
 * @param layer name of the layer, or middle or late
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "ila",
    summary = "drives the change of features that a finished attack made further",
    paper =
        "Huang, Katsman, He, Gu, Belongie, Lim: Enhancing Adversarial Example Transferability "
            + "with an Intermediate Level Attack, ICCV 2019, arXiv 1907.10823",
    at = "section 3.2, ILAP",
    formula =
        """
        d = f(x′) − f(x),  x′ the images of the guide
        ℓ = Σ d ⊙ (f(x + δ) − f(x))\
        """,
    differences =
        "Images are projected one by one; TransferAttack projects the batch as one vector, "
            + "starts from MI-FGSM and normalises. Steps begin at the clean image, as there. The "
            + "runs that read features are counted as evaluations. torchattacks and foolbox do not "
            + "have it.")
public record Ila(String guide, int guideSteps, String layer) implements AttackRecipe {

  public Ila {
    Range.check("guideSteps", guideSteps, 1, 1000);
  }

  public Ila() {
    this("i-fgsm", 10, Depth.MIDDLE);
  }

  @Override
  public void addTo(Composition attack) {
    double radius = attack.threat().ball().radius();
    Steps steps = new Steps(Math.min(radius, 2.5 * radius / guideSteps), guideSteps);
    IterativeAttack first =
        new Composition(attack.threat()).add(AttackRecipes.get(guide)).steps(steps).build();
    attack.set(Slot.OBJECTIVE, new Projection(first, layer));
  }

  /** The projection of the features' change on that of the guide. */
  record Projection(IterativeAttack guide, String layer) implements Objective {
    @Override
    public GradientEstimator.Kernel begin(AttackRun run) {
      return FeatureWeights.begin(run, layer, this::direction);
    }

    // The guide has moved away from, or towards, its aim already: both goals follow it.
    private Tensor direction(AttackRun run, String name) {
      try (Scope scope = Scope.open()) {
        Tensor clean = run.input().clean();
        Tensor moved = guide.run(run.surrogate(), run.input()).images();
        return scope.release(features(run, moved, name).subtract(features(run, clean, name)));
      }
    }

    private static Tensor features(AttackRun run, Tensor images, String name) {
      Draws draws = run.input().draws().split("features");
      return run.layered().forward(images, List.of(name), draws).outputs().get(0);
    }

    @Override
    public long evaluationsToBegin() {
      return guide.gradientEvaluations(1) + 2;
    }
  }
}
