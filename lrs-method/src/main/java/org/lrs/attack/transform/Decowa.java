package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over images warped so that the warp itself does no harm (DeCowA).
 *
 * @param copies N, in [1, 1000]
 * @param reach largest move of the control point, in half sides, in [0, 1]
 * @param rho ρ, step that makes the warp harmless, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "decowa",
    summary =
        "gradients averaged over warped copies, the warp first moved where it does least harm",
    paper =
        "Lin, Luo, Niu, Yu, Xie, Chen, Zhao: Boosting Adversarial Transferability across "
            + "Model Genus by Deformation-Constrained Warping, AAAI 2024, arXiv 2402.03951",
    at = "algorithm 1",
    formula =
        """
        n ~ U(−r, r)²,  n ← n − ρ · ∂ℓ(warp(x + δ, n)) / ∂n
        g = mean over N of ∂ℓ(warp(x + δ, n)) / ∂δ,  warp the thin-plate spline that moves the middle of 3 × 3 points by n\
        """,
    differences =
        "A warp by nothing is the image itself; TransferAttack's shifts places by half a "
            + "pixel between two conventions, and draws one warp for the whole batch, moved by the "
            + "mean loss of its images. torchattacks and foolbox do not have it.")
public record Decowa(int copies, double reach, double rho) implements AttackRecipe, Transform {
  public Decowa {
    Range.check("copies", copies, 1, 1000);
    Range.check("reach", reach, 0, 1);
    Range.check("rho", rho, 0, 10);
  }

  public Decowa() {
    this(20, 1, 0.01);
  }

  @Override
  public Decowa small() {
    return new Decowa(copies, 0.2, rho);
  }

  @Override
  public int ownEvaluations() {
    return 1;
  }

  /** A warp of the middle, moved one step against the attack before the gradient is taken. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    Tensor move = draws.uniform(-reach, reach, 1, 1, 2);
    Tensor leaf = move.leaf();
    Tensor warped = warp(images.detach(), leaf);
    Tensor gradient =
        AttackLoss.CROSS_ENTROPY.begin(run).at(warped.detach(), draws.split("harmless"));
    Tensor slope = Autograd.gradient(warped.multiply(gradient).sum(), leaf);
    return warp(images, move.addScaled(slope, -rho));
  }

  /**
   * Images whose middle is moved.
   *
   * @param images [N, C, H, W]
   * @param move [N, 1, 1, 2]: right and down, in half sides
   */
  static Tensor warp(Tensor images, Tensor move) {
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    ThinPlate plate = new ThinPlate();
    float[] places = new float[height * width * 2];
    float[] follows = new float[height * width];
    for (int i = 0; i < follows.length; i++) {
      double x = (2 * (i % width) + 1.0) / width - 1;
      double y = (2 * (i / width) + 1.0) / height - 1;
      places[2 * i] = (float) x;
      places[2 * i + 1] = (float) y;
      follows[i] = (float) plate.at(x, y);
    }
    Tensor grid =
        Tensor.of(follows, 1, height, width, 1)
            .multiply(move)
            .add(Tensor.of(places, 1, height, width, 2));
    return NeuralOps.gridSample(images.contiguous(), grid);
  }
}
