package org.lrs.attack.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Source;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Transform;
import org.lrs.tensor.Tensor;

/** Gradients averaged over images mixed with others and dimmed (Admix). */
@AutoService(AttackRecipe.class)
@Source(
    paper =
        "Wang, He, Wang, He: Admix: Enhancing the Transferability of Adversarial Attacks, "
            + "ICCV 2021, arXiv 2102.00436",
    at = "algorithm 1")
public final class Admix implements AttackRecipe<Admix.Config> {
  /**
   * Settings.
   *
   * @param partners m₂, in [1, 100]
   * @param scales m₁, in [1, 16]
   * @param share η, weight of the partner, in [0, 1]
   */
  public record Config(int partners, int scales, double share) {
    /** Checks the ranges. */
    public Config {
      Ranges.check("partners", partners, 1, 100);
      Ranges.check("scales", scales, 1, 16);
      Ranges.check("share", share, 0, 1);
    }
  }

  /** One partner serves all scales: copy j · scales + i is (x + η · partner j) / 2ⁱ. */
  record Mixed(int partners, int scales, double share) implements Transform {
    @Override
    public int copies() {
      return partners * scales;
    }

    @Override
    public Kernel begin(AttackRun run) {
      return (images, draws, copy) -> {
        Tensor partner = Partners.draw(run, draws, "admix", copy / scales);
        return images.addScaled(partner, share).multiply(Math.pow(0.5, copy % scales));
      };
    }
  }

  @Override
  public String name() {
    return "admix";
  }

  @Override
  public AttackFamily family() {
    return AttackFamily.TRANSFORM;
  }

  @Override
  public String summary() {
    return "gradients averaged over mixtures with images of other classes, dimmed as by SIM";
  }

  @Override
  public String formula() {
    return "g = mean over j = 1 .. m₂, i = 0 .. m₁-1 of ∂ℓ((x + δ + η · x'ⱼ) / 2ⁱ) / ∂δ,  x'ⱼ a "
        + "clean image of another class";
  }

  @Override
  public String differences() {
    return "Partners are drawn from all images under attack until their class differs; "
        + "TransferAttack shuffles the batch, which may mix an image with itself. "
        + "torchattacks and foolbox do not have it.";
  }

  @Override
  public Admix.Config defaults() {
    return new Config(3, 5, 0.2);
  }

  @Override
  public void addTo(Composition attack, Admix.Config config) {
    attack.momentumByDefault();
    attack.transform(new Mixed(config.partners(), config.scales(), config.share()));
  }
}
