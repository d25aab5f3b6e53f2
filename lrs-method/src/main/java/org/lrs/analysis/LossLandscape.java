package org.lrs.analysis;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The cross-entropy on a square grid around an image, ℓ(x + s·a + t·b), with a the sign of its
 * gradient and b a random sign-like direction orthogonal to a: equal to a on a random half of the
 * pixels and to −a on the others, so that both move every pixel as far.
 *
 * <p>The grid is not cut off at [0, 1]: it shows the function, not the images.
 *
 * @param radius largest |s| and |t|, L∞ in pixel units
 * @param points on each side, odd, so that the image itself is one
 * @param images number of images, from the first
 */
@Source(
    paper =
        "Tramèr, Kurakin, Papernot, Goodfellow, Boneh, McDaniel: Ensemble Adversarial Training,"
            + " ICLR 2018, arXiv 1705.07204",
    at = "loss surfaces along the signed gradient and an orthogonal signed vector")
public record LossLandscape(double radius, int points, int images)
    implements Measure<LossLandscape.Found> {

  /**
   * The losses.
   *
   * @param offsets values of s and of t
   * @param ids of the images
   * @param losses [image][t][s]
   * @param mean over the images, [t][s]
   */
  public record Found(double[] offsets, long[] ids, double[][][] losses, double[][] mean) {}

  /** 21 × 21 points up to 8/255 around four images. */
  public static LossLandscape defaults() {
    return new LossLandscape(8 / 255.0, 21, 4);
  }

  public LossLandscape {
    Range.checkPixels("the landscape's radius", radius);
    Range.require(
        radius > 0 && points >= 3 && points % 2 == 1 && images >= 1,
        "a landscape needs a radius above 0, an odd number of points from 3 on and at least one"
            + " image, got radius %s, %s points, %s images".formatted(radius, points, images));
  }

  @Override
  public String name() {
    return "landscape";
  }

  @Override
  public double cost(int all) {
    return (double) Math.min(images, all) * points * points;
  }

  @Override
  public Found of(WhiteBox network, ImageDataset all, Rng rng, DoubleConsumer progress) {
    int count = Math.min(images, all.size());
    double[][][] losses = new double[count][][];
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      try (Scope scope = Scope.open()) {
        ImageBatch one = ImageBatch.range(all, i, i + 1);
        ids[i] = one.ids()[0];
        losses[i] = around(network, one, rng.split("landscape").forSample(ids[i]));
      }
      progress.accept((i + 1.0) / count);
    }
    return new Found(offsets(), ids, losses, mean(losses));
  }

  private double[] offsets() {
    return IntStream.range(0, points)
        .mapToDouble(i -> radius * (2.0 * i / (points - 1) - 1))
        .toArray();
  }

  private double[][] around(WhiteBox network, ImageBatch one, Rng rng) {
    Tensor a = network.surrogate().lossGradient(one.images(), one.labels()).sign();
    Tensor b = Tensor.of(orthogonal(a.toFloatArray(), rng), a.shape());
    double[] offsets = offsets();
    double[][] rows = new double[points][];
    for (int row = 0; row < points; row++) {
      try (Scope scope = Scope.open()) {
        Tensor shifted = one.images().addScaled(b, offsets[row]);
        List<Tensor> line = Arrays.stream(offsets).mapToObj(s -> shifted.addScaled(a, s)).toList();
        Tensor labels = Tensor.concat(Collections.nCopies(points, one.labels()), 0);
        Tensor logits = network.surrogate().logits(Tensor.concat(line, 0));
        rows[row] = NeuralOps.crossEntropyPerSample(logits, labels).toDoubleArray();
      }
    }
    return rows;
  }

  /**
   * A vector of ±1, orthogonal to the signs: as many of them kept as turned round. Where a sign is
   * zero it is random; of an odd number of signs the last one drawn is zero.
   */
  static float[] orthogonal(float[] signs, Rng rng) {
    float[] turned = new float[signs.length];
    boolean keep = true;
    int last = -1;
    for (int j : rng.permutation(signs.length)) {
      if (signs[j] == 0) {
        turned[j] = rng.nextInt(2) == 0 ? 1 : -1;
      } else {
        turned[j] = keep ? signs[j] : -signs[j];
        keep = !keep;
        last = j;
      }
    }
    if (!keep) {
      turned[last] = 0;
    }
    return turned;
  }

  private double[][] mean(double[][][] losses) {
    double[][] mean = new double[points][points];
    for (double[][] one : losses) {
      for (int t = 0; t < points; t++) {
        for (int s = 0; s < points; s++) {
          mean[t][s] += one[t][s] / losses.length;
        }
      }
    }
    return mean;
  }
}
