package org.lrs.refine;

import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;

/**
 * A pass over the clean images whose gradients with respect to them can be differentiated again.
 *
 * @param images a leaf, [N, C, H, W] in [0, 1]
 * @param logits at the images, [N, classes]
 * @param scale from a pixel gradient to one in the requested space, [1, C, 1, 1]; null for none
 */
public record InputPass(Tensor images, Tensor logits, Tensor scale) {

  /** The pass of a batch, with gradients measured in a space. */
  public static InputPass of(Passes passes, Space space) {
    Tensor leaf = passes.images().leaf();
    return new InputPass(
        leaf,
        passes.classifier().logits(leaf, passes.furtherPass()),
        space == Space.PIXEL ? null : passes.classifier().normalization().stdLike());
  }

  /**
   * ‖∇ₓ sᵢ‖₂² of a number per image.
   *
   * @param values s, [N], made of the logits
   * @return [N], with history to the parameters
   */
  public Tensor squaredGradients(Tensor values) {
    return gradients(values).square().sumPerSample();
  }

  /**
   * ∇ₓ sᵢ of a number per image.
   *
   * @param values s, [N], made of the logits or of such gradients
   * @return [N, C, H, W], with history to the images and the parameters
   */
  public Tensor gradients(Tensor values) {
    Tensor gradient = Autograd.differentiableGradient(values.sum(), images);
    return scale == null ? gradient : gradient.multiply(scale);
  }
}
