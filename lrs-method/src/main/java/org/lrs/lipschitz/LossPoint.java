package org.lrs.lipschitz;

import java.util.function.UnaryOperator;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The loss at a batch of images: what both penalties share.
 *
 * @param images normalised, [N, C, H, W], no history
 * @param losses ℓ_i at the images, [N], with history to the parameters
 * @param crossEntropy their mean, a scalar
 * @param gradient g_i = ∇ℓ_i in normalised space, [N, C, H, W]; differentiable if LRS-2
 *     differentiates it
 * @param lossOf per-sample loss of other normalised images, [N, C, H, W] to [N]
 * @param std per-channel standard deviation, [1, C, 1, 1]
 */
public record LossPoint(
    Tensor images,
    Tensor losses,
    Tensor crossEntropy,
    Tensor gradient,
    UnaryOperator<Tensor> lossOf,
    Tensor std) {

  /**
   * Each sample divided by its L2 norm; zero where the norm is zero.
   *
   * @param vectors [N, C, H, W]
   * @return the same shape, no history
   */
  public static Tensor unit(Tensor vectors) {
    return Autograd.withoutGraph(
        () -> {
          try (Scope scope = Scope.open()) {
            Tensor norm = vectors.normPerSample().perSampleLike(vectors);
            Tensor divided = vectors.divide(norm.atLeast(Float.MIN_NORMAL));
            return scope.release(norm.greaterThan(0).choose(divided, vectors.zerosLike()).detach());
          }
        });
  }
}
