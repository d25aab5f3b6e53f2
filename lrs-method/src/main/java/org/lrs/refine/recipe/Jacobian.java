package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.refine.InputPass;
import org.lrs.refine.LossTerm;
import org.lrs.refine.Passes;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.tensor.Tensor;

/**
 * Squared Frobenius norm of the logits' Jacobian with respect to the image: weight / 2 · meanᵢ
 * ‖J(xᵢ)‖²_F, estimated by random projections.
 *
 * <p>For v uniform on the unit sphere, classes · ‖∂(v·z)/∂x‖₂² has the mean ‖J‖²_F; the estimate is
 * the mean over independent v. It needs no labels.
 *
 * @param weight factor of the term, which warms up like those of LRS
 * @param projections directions drawn per image and epoch
 * @param space where gradients are measured
 */
@Published(
    name = "jacobian",
    summary = "norm of the logits' Jacobian",
    paper =
        "Hoffman, Roberts, Yaida: Robust Learning with Jacobian Regularization, 2019, arXiv"
            + " 1908.02729",
    at = "algorithm 1",
    formula =
        """
        loss = mean ℓ + weight / 2 · meanᵢ ‖J(xᵢ)‖²_F
        ‖J‖²_F ≈ classes / projections · Σ_v ‖∂(v·z)/∂x‖₂², v uniform on the unit sphere\
        """,
    differences =
        "Hoffman, Roberts and Yaida draw new directions in every step; here they are keyed by image"
            + " and epoch, so a repetition gives the same bytes. The gradient may be measured in"
            + " pixels.")
@AutoService(Refinement.class)
public record Jacobian(double weight, int projections, Space space)
    implements Refinement, LossTerm {

  /** One projection; for a softened start, whose squared Jacobian is the smaller the softer. */
  public Jacobian() {
    this(4.8e-3, 1, Space.NORMALIZED);
  }

  public Jacobian {
    Range.checkPositive("jacobian.weight", weight);
    Range.checkAtLeast("jacobian.projections", projections, 1);
  }

  @Override
  public String name() {
    return "jacobian";
  }

  @Override
  public Jacobian under(Preset preset) {
    return preset == Preset.STABLE ? this : new Jacobian(3e-4, projections, space);
  }

  @Override
  public Training addTo(Training training) {
    return training.term(this);
  }

  @Override
  public Weighted of(Passes passes) {
    InputPass pass = InputPass.of(passes, space);
    Tensor sum = null;
    for (int i = 0; i < projections; i++) {
      Tensor squares = projected(pass, directions(passes, i));
      sum = sum == null ? squares : sum.add(squares);
    }
    double factor = weight / 2 / projections;
    return new Weighted(sum.mean(), factor * passes.classifier().classes());
  }

  /** ‖∂(vᵢ·zᵢ)/∂x‖₂², [N]. */
  static Tensor projected(InputPass pass, Tensor directions) {
    return pass.squaredGradients(pass.logits().multiply(directions).sumPerSample());
  }

  /** Uniform on the unit sphere, [N, classes]. */
  private static Tensor directions(Passes passes, int number) {
    Tensor normal = passes.projection(number, passes.classifier().classes());
    return normal.divide(normal.normPerSample().perSampleLike(normal));
  }

  /** Forward pass, and input gradient with the full reverse of both for each projection. */
  @Override
  public double passes() {
    return 2 + 4 * projections;
  }
}
