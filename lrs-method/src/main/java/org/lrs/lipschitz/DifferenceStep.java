package org.lrs.lipschitz;

import org.lrs.Range;
import org.lrs.tensor.Tensor;

/**
 * Length h of a finite-difference step, with the space in which it is measured.
 *
 * <p>In {@code NORMALIZED} space, lengths are in units of the per-channel standard deviation:
 * stepping by h·d there equals stepping by h·std·d in pixels, and the gradient there is std times
 * the pixel gradient.
 *
 * @param value h, the L2 length of the whole step, above 0
 * @param space where lengths, gradients and directions are measured
 */
public record DifferenceStep(double value, Space space) {

  /** Input space of a step. */
  public enum Space {
    /** (x - mean) / std. */
    NORMALIZED,
    /** x in [0, 1]. */
    PIXEL
  }

  public DifferenceStep {
    Range.require(
        value > 0 && Double.isFinite(value),
        "a finite-difference step must be above 0, got " + value);
  }

  /** A step in normalised space, as in the published settings. */
  public static DifferenceStep normalized(double value) {
    return new DifferenceStep(value, Space.NORMALIZED);
  }

  /** A step in pixel space. */
  public static DifferenceStep pixel(double value) {
    return new DifferenceStep(value, Space.PIXEL);
  }

  /** The gradient in this step's space, of one taken in normalised space. */
  Tensor gradientHere(Tensor normalizedGradient, Tensor std) {
    return space == Space.NORMALIZED ? normalizedGradient : normalizedGradient.divide(std);
  }

  /** The normalised image h·direction away from a normalised image. */
  Tensor stepFrom(Tensor normalizedImages, Tensor direction, Tensor std) {
    Tensor inUnits = space == Space.NORMALIZED ? direction : direction.divide(std);
    return normalizedImages.addScaled(inUnits, value);
  }

  @Override
  public String toString() {
    return value + (space == Space.NORMALIZED ? " normalized" : " pixel");
  }
}
