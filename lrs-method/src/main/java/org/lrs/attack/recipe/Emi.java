package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Gradients averaged along the line of the step before (EMI-FGSM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Wang, Lin, Hu, Wang, He: Boosting Adversarial Transferability through Enhanced "
            + "Momentum, BMVC 2021, arXiv 2103.10609",
    at = "algorithm 1")
public final class Emi implements AttackRecipe<Emi.Config> {
  /**
   * Settings.
   *
   * @param samples N, in [1, 1000]
   * @param interval η, in steps, in [0, 100]
   */
  public record Config(int samples, double interval) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("samples", samples, 1, 1000);
      Ranges.check("interval", interval, 0, 100);
    }
  }

  /** The mean along the line. */
  record Line(int samples, double interval) implements GradientEstimator {
    @Override
    public Kernel begin(AttackRun run, Kernel inner) {
      return new State(this, run, inner);
    }

    @Override
    public long evaluations(int steps) {
      return 1 + (steps - 1L) * samples;
    }

    double place(int sample) {
      return samples == 1 ? 0 : -interval + 2 * interval * sample / (samples - 1);
    }
  }

  private static final class State implements GradientEstimator.Kernel {
    private final Line line;
    private final AttackRun run;
    private final GradientEstimator.Kernel inner;
    private Tensor before;

    State(Line line, AttackRun run, GradientEstimator.Kernel inner) {
      this.line = line;
      this.run = run;
      this.inner = inner;
    }

    @Override
    public Tensor at(Tensor images, Draws draws) {
      try (Scope scope = Scope.open()) {
        Tensor found =
            before == null
                ? inner.at(images, draws)
                : Means.of(
                    line.samples(),
                    images,
                    i ->
                        inner.at(
                            images.addScaled(before, line.place(i) * run.steps().size()),
                            draws.split("sample").split(i)));
        close();
        before = Neighbourhood.direction(found, run.ball()).keep();
        return scope.release(found);
      }
    }

    @Override
    public void close() {
      if (before != null) {
        before.close();
        before = null;
      }
    }
  }

  @Override
  public String name() {
    return "emi-fgsm";
  }

  @Override
  public String shortName() {
    return "emi";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.GRADIENT;
  }

  @Override
  public String summary() {
    return "gradients averaged along the direction of the step before";
  }

  @Override
  public String formula() {
    return "ḡ = mean over N of g(x + δ + cᵢ · α · N1(ḡ before)),  cᵢ evenly from −η to η\n"
        + "m ← μ · m + N1(ḡ)";
  }

  @Override
  public String differences() {
    return "TransferAttack takes N gradients in the first step too, where all places are "
        + "the same; here one. torchattacks and foolbox do not have it.";
  }

  @Override
  public Emi.Config defaults() {
    return new Config(11, 7);
  }

  @Override
  public void addTo(Composition attack, Emi.Config config) {
    attack.momentumByDefault();
    attack.estimator(new Line(config.samples(), config.interval()));
  }
}
