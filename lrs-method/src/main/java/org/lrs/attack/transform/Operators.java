package org.lrs.attack.transform;

import java.util.ArrayList;
import java.util.List;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Simple changes of one image [1, C, H, W], all differentiable. */
public final class Operators {
  private Operators() {}

  /** Moved in a circle by whole pixels. */
  public static Tensor roll(Tensor image, int down, int right) {
    return image.roll(2, down).roll(3, right);
  }

  /** Turned about its middle, counter-clockwise, black where nothing is left. */
  public static Tensor rotate(Tensor image, double degrees) {
    Resampling out = new Resampling(1, (int) image.size(2), (int) image.size(3));
    for (int y = 0; y < image.size(2); y++) {
      for (int x = 0; x < image.size(3); x++) {
        out.rotate(0, y, x, degrees, out.whole(), y, x);
      }
    }
    return out.apply(image);
  }

  /** Enlarged to a random size up to {@code ratio}, padded to that and resized back. */
  public static Tensor resizePad(Tensor image, double ratio, Rng rng) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    int tall = (int) (ratio * height);
    int wide = (int) (ratio * width);
    double size = rng.nextDouble();
    int innerTall = height + (int) (size * (tall - height + 1));
    int innerWide = width + (int) (size * (wide - width + 1));
    int top = rng.nextInt(tall - innerTall + 1);
    int left = rng.nextInt(wide - innerWide + 1);
    Tensor padded =
        NeuralOps.resize(image, innerTall, innerWide)
            .pad(0, left, wide - innerWide - left, top, tall - innerTall - top);
    return NeuralOps.resize(padded, height, width);
  }

  /** The middle of the image, a share of each side, resized to the whole. */
  public static Tensor crop(Tensor image, double share) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    int tall = Math.max(1, (int) (share * height));
    int wide = Math.max(1, (int) (share * width));
    Tensor middle = image.narrow(2, (height - tall) / 2, tall).narrow(3, (width - wide) / 2, wide);
    return NeuralOps.resize(middle.contiguous(), height, width);
  }

  /** Moved by whole pixels, black where nothing is left. */
  public static Tensor translate(Tensor image, int down, int right) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    return image.pad(0, right, 0, down, 0).narrow(2, 0, height).narrow(3, 0, width);
  }

  /** One of {@code blocks} × {@code blocks} blocks made black. */
  public static Tensor mask(Tensor image, int blocks, Rng rng) {
    return image.multiply(
        MaskBlock.mask(
            (int) image.size(2), (int) image.size(3), blocks, rng.nextInt(blocks * blocks)));
  }

  /** Strips of the image, and blocks of each strip, in random order. */
  public static Tensor shuffle(Tensor image, int blocks, Rng rng) {
    Resampling out = new Resampling(1, (int) image.size(2), (int) image.size(3));
    new Bsr(1, blocks, 0).one(out, 0, rng);
    return out.apply(image);
  }

  /** Values made black at random. */
  public static Tensor drop(Tensor image, double share, Rng rng) {
    float[] kept = rng.uniform((int) image.elements(), 0, 1);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = kept[i] < share ? 0 : 1;
    }
    return image.multiply(Tensor.of(kept, image.shape()));
  }

  /** Cosine spectrum multiplied by U(1 − ρ, 1 + ρ). */
  public static Tensor jitter(Tensor image, double rho, Rng rng) {
    float[] factors = rng.uniform((int) image.elements(), 1 - rho, 1 + rho);
    return Cosines.filter(image, Tensor.of(factors, image.shape()));
  }

  /** Each image of a batch changed on its own. */
  public static Tensor each(Tensor images, Draws draws, OnImage change) {
    List<Tensor> changed = new ArrayList<>();
    for (int i = 0; i < draws.images(); i++) {
      changed.add(change.apply(images.narrow(0, i, 1), draws.image(i), i));
    }
    return Tensor.concat(changed, 0);
  }

  /** A change of one image of a batch. */
  @FunctionalInterface
  public interface OnImage {
    /**
     * The changed image.
     *
     * @param image [1, C, H, W]
     * @param number its place in the batch
     */
    Tensor apply(Tensor image, Rng rng, int number);
  }
}
