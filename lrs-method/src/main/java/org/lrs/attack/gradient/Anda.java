package org.lrs.attack.gradient;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.Momentum;
import org.lrs.attack.Slot;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over shifted copies and over all steps (ANDA).
 *
 * @param places places along each side, in [1, 16]
 * @param reach largest shift, in half sides, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "anda",
    summary = "gradients averaged over copies shifted to the places of a grid, and over all steps",
    paper =
        "Fang, Li, Wu, Wang: Strong Transferable Adversarial Attacks via Ensembled "
            + "Asymptotically Normal Distribution Learning, CVPR 2024, arXiv 2209.11964",
    at = "algorithm 1",
    formula =
        """
        ḡ = mean over a grid of shifts s of ∂ℓ(shift(x + δ, s)) / ∂δ
        m ← m + ḡ   (the mean of all gradients so far, up to its length)""",
    differences =
        "This is the variant with one example (ANDA, not MultiANDA), as TransferAttack has it "
            + "by default; the paper keeps deviations as well, to sample further examples from. "
            + "TransferAttack takes one image at a time, and raises the loss of the target class in "
            + "targeted attacks. torchattacks and foolbox do not have it.")
public record Anda(int places, double reach) implements AttackRecipe, Transform {

  public Anda {
    Range.check("places", places, 1, 16);
    Range.check("reach", reach, 0, 1);
  }

  public Anda() {
    this(5, 0.3);
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.DIRECTION, new Momentum(1));
    attack.transform(this);
  }

  @Override
  public int copies() {
    return places * places;
  }

  /** Copy i is shifted to place i of a grid, black where nothing is left. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    Tensor rows = shift(height, at(copy / places) * height / 2);
    Tensor columns = shift(width, at(copy % places) * width / 2).permute(1, 0).contiguous();
    return NeuralOps.matmul(NeuralOps.matmul(rows, images.contiguous()), columns);
  }

  private double at(int place) {
    return places == 1 ? 0 : -reach + 2 * reach * place / (places - 1);
  }

  // The matrix [side, side] that moves values by a distance, between pixels bilinearly.
  private static Tensor shift(int side, double distance) {
    float[] matrix = new float[side * side];
    for (int out = 0; out < side; out++) {
      int low = (int) Math.floor(out + distance);
      double share = out + distance - low;
      put(matrix, side, out, low, 1 - share);
      put(matrix, side, out, low + 1, share);
    }
    return Tensor.of(matrix, side, side);
  }

  private static void put(float[] matrix, int side, int out, int source, double share) {
    if (source >= 0 && source < side) {
      matrix[out * side + source] += (float) share;
    }
  }
}
