package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.refine.InputPass;
import org.lrs.refine.LossTerm;
import org.lrs.refine.Passes;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.tensor.Tensor;

/**
 * Score matching of the class-conditional density: weight · meanᵢ (‖∇ₓℓᵢ‖₂² − trace · tr ∇²ₓℓᵢ).
 *
 * <p>With log p(y|x) = −ℓ for the unnormalised log density of the class y, this is, up to a
 * constant, the expected squared distance of ∇ₓ log p(y|x) to the gradient of the true log density
 * (Hyvärinen 2005), where trace is 2. The trace is estimated by vᵀ∇²ₓℓ v with independent signs v
 * (Hutchinson), by double backward.
 *
 * <p>Of a network with ReLU and fixed statistics double backward sees the softmax's curvature
 * alone, not the kinks: there tr ∇²ₓℓ = tr Jᵀ(diag p − ppᵀ)J ≥ 0, J the Jacobian of the logits, p
 * the probabilities. The term then has no lower bound, and a large weight widens J without end.
 *
 * @param weight factor of the term, which warms up like those of LRS
 * @param trace factor of the Hessian's trace: 2 in score matching, 0 for the gradient alone
 * @param projections directions drawn per image and epoch
 * @param space where derivatives are measured
 */
@Published(
    name = "dra",
    summary = "score matching of the class-conditional density: gradient norm and trace of Hessian",
    paper =
        "Zhu, Chen, Li, Chen, He, Tian, Zheng, Chen, Huang: Toward Understanding and Boosting"
            + " Adversarial Transferability From a Distribution Perspective, IEEE Transactions on"
            + " Image Processing 2022, arXiv 2210.04213",
    at = "fine-tuning of the surrogate; score matching of Hyvärinen, JMLR 2005",
    formula =
        """
        loss = mean ℓ + weight · meanᵢ (‖∇ₓℓᵢ‖₂² − trace · tr ∇²ₓℓᵢ), ℓ = −log p(y|x), trace = 2
        tr ∇²ₓℓ ≈ 1 / projections · Σ_v vᵀ∇²ₓℓ v, v of independent signs\
        """,
    differences =
        "The release has weights and attacks, not the training; the loss is derived here from the"
            + " score matching that the paper names. Its weight 6 is for ImageNet from third-party"
            + " repetitions, which draw v on the unit sphere: the trace is divided by the number of"
            + " pixels there, and hardly counts (trace = 2 / pixels). New directions are drawn per"
            + " image and epoch, not in every step.")
@AutoService(Refinement.class)
public record Dra(double weight, double trace, int projections, Space space)
    implements Refinement, LossTerm {

  /** Score matching with one direction. */
  public Dra() {
    this(0.01, 2, 1, Space.NORMALIZED);
  }

  public Dra {
    Range.checkPositive("dra.weight", weight);
    Range.checkFactor("dra.trace", trace);
    Range.checkAtLeast("dra.projections", projections, 1);
  }

  @Override
  public String name() {
    return "dra";
  }

  @Override
  public Training addTo(Training training) {
    return training.term(this);
  }

  @Override
  public Weighted of(Passes passes) {
    InputPass pass = InputPass.of(passes, space);
    Tensor gradients = pass.gradients(passes.crossEntropyOf(pass.logits()));
    Tensor matched = gradients.square().sumPerSample();
    if (trace > 0) {
      for (int i = 0; i < projections; i++) {
        Tensor curvature = projected(pass, gradients, directions(passes, i));
        matched = matched.addScaled(curvature, -trace / projections);
      }
    }
    return new Weighted(matched.mean(), weight);
  }

  /** vᵢᵀ∇²ₓℓᵢ vᵢ, [N], of gradients that can be differentiated again. */
  static Tensor projected(InputPass pass, Tensor gradients, Tensor directions) {
    Tensor along = gradients.multiply(directions).sumPerSample();
    return pass.gradients(along).multiply(directions).sumPerSample();
  }

  /** Independent signs, [N, C, H, W]. */
  private static Tensor directions(Passes passes, int number) {
    long[] shape = passes.images().shape();
    return passes.projection(number, shape[1], shape[2], shape[3]).sign();
  }

  /**
   * Forward pass and input gradient with the full reverse of both; the derivative along each
   * direction passes back through both, and so does its own reverse.
   */
  @Override
  public double passes() {
    return 6 + (trace > 0 ? 6 * projections : 0);
  }
}
