package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Kept;
import org.lrs.attack.Means;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged along the line of the step before (EMI-FGSM).
 *
 * @param samples N, in [1, 1000]
 * @param interval η, in steps, in [0, 100]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "emi-fgsm",
    shortName = "emi",
    summary = "gradients averaged along the direction of the step before",
    paper =
        "Wang, Lin, Hu, Wang, He: Boosting Adversarial Transferability through Enhanced "
            + "Momentum, BMVC 2021, arXiv 2103.10609",
    at = "algorithm 1",
    formula =
        """
        ḡ = mean over N of g(x + δ + cᵢ · α · N1(ḡ before)),  cᵢ evenly from −η to η
        m ← μ · m + N1(ḡ)""",
    differences =
        "TransferAttack takes N gradients in the first step too, where all places are the "
            + "same; here one. torchattacks and foolbox do not have it.")
public record Emi(int samples, double interval) implements AttackRecipe, GradientEstimator {

  public Emi {
    Range.check("samples", samples, 1, 1000);
    Range.check("interval", interval, 0, 100);
  }

  public Emi() {
    this(11, 7);
  }

  @Override
  public Kernel begin(AttackRun run, Kernel inner) {
    Kept before = new Kept();
    return (images, draws) -> {
      Tensor found =
          before.isEmpty()
              ? inner.at(images, draws)
              : Means.of(
                  samples,
                  images,
                  i ->
                      inner.at(
                          images.addScaled(before.get(), place(i) * run.steps().size()),
                          draws.split("sample").split(i)));
      before.set(run.ball().unit(found));
      return found;
    };
  }

  @Override
  public long evaluations(int done, int steps) {
    return 1 + (done - 1L) * samples;
  }

  private double place(int sample) {
    return samples == 1 ? 0 : -interval + 2 * interval * sample / (samples - 1);
  }
}
