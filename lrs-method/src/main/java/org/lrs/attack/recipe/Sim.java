package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Transform;

/** Gradients averaged over dimmed copies of the image (SIM). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Lin et al.: Nesterov Accelerated Gradient and Scale Invariance for Adversarial Attacks,"
            + " ICLR 2020, arXiv 1908.06281",
    at = "section 3.2")
public final class Sim implements AttackRecipe<Sim.Config> {
  /**
   * Settings.
   *
   * @param scales number of copies: x, x/2, x/4 and so on; in [1, 16]
   */
  public record Config(int scales) {
    /** Checks the range. */
    public Config {
      if (scales < 1 || scales > 16) {
        throw new IllegalArgumentException("scales must lie in [1, 16], got " + scales);
      }
    }
  }

  /** Copy i is x / 2ⁱ. */
  record Dimmed(int copies) implements Transform {
    @Override
    public Kernel begin(AttackRun run) {
      return (images, draws, copy) -> images.multiply(Math.pow(0.5, copy));
    }
  }

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public String shortName() {
    return "si";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.TRANSFORM;
  }

  @Override
  public String summary() {
    return "gradients averaged over dimmed copies";
  }

  @Override
  public String formula() {
    return "g = mean over i = 0 .. m-1 of ∂ℓ((x + δ) / 2ⁱ) / ∂δ";
  }

  @Override
  public String differences() {
    return "None: TransferAttack averages over the same five copies, and so does "
        + "torchattacks, together with NI-FGSM. foolbox does not have it.";
  }

  @Override
  public Config defaults() {
    return new Config(5);
  }

  @Override
  public void addTo(Composition attack, Config config) {
    attack.momentumByDefault();
    attack.transform(new Dimmed(config.scales()));
  }
}
