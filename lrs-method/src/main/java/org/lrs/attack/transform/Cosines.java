package org.lrs.attack.transform;

import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** The orthonormal discrete cosine transform of images (type II). */
final class Cosines {
  private Cosines() {}

  /** The matrix [side, side] that takes values to their spectrum; its transpose takes them back. */
  static Tensor matrix(int side) {
    float[] values = new float[side * side];
    for (int k = 0; k < side; k++) {
      double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / side);
      for (int n = 0; n < side; n++) {
        values[k * side + n] = (float) (scale * Math.cos(Math.PI * (2 * n + 1) * k / (2.0 * side)));
      }
    }
    return Tensor.of(values, side, side);
  }

  /**
   * Images whose spectrum is multiplied by factors.
   *
   * @param images [N, C, H, W]
   * @param factors of the same shape
   */
  static Tensor filter(Tensor images, Tensor factors) {
    Tensor rows = matrix((int) images.size(2));
    Tensor columns = matrix((int) images.size(3));
    Tensor spectrum =
        NeuralOps.matmul(
            NeuralOps.matmul(rows, images.contiguous()), columns.permute(1, 0).contiguous());
    return NeuralOps.matmul(
        NeuralOps.matmul(rows.permute(1, 0).contiguous(), spectrum.multiply(factors)), columns);
  }
}
