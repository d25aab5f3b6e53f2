package org.lrs.tensor;

import java.util.function.BiFunction;
import java.util.stream.LongStream;

/**
 * The random draws of one batch: a stream for each image, keyed by the image's stable id, the step
 * and a path of purposes, so that neither the batch nor the number of threads changes a draw.
 */
public final class Draws {
  private final Rng run;
  private final Rng here;
  private final long[] ids;
  private final int step;

  private Draws(Rng run, Rng here, long[] ids, int step) {
    this.run = run;
    this.here = here;
    this.ids = ids;
    this.step = step;
  }

  /** Draws of the images with these ids, from the root stream of a run. */
  public static Draws of(Rng run, long... ids) {
    return new Draws(run, run, ids.clone(), 0);
  }

  /** Draws for work that draws nothing: a call for the stream of an image fails. */
  public static Draws none() {
    return of(Rng.of(0));
  }

  /** The draws of an attack step, from 0. */
  public Draws atStep(int number) {
    return new Draws(run, run.split("step").split(number), ids, number);
  }

  /** The draws of a purpose within this place. */
  public Draws split(String purpose) {
    return new Draws(run, here.split(purpose), ids, step);
  }

  /** The draws of an index within this place: a copy, a neighbour, a layer. */
  public Draws split(long index) {
    return new Draws(run, here.split(index), ids, step);
  }

  /** Number of images. */
  public int images() {
    return ids.length;
  }

  /** A fresh stream of the i-th image of the batch. */
  public Rng image(int i) {
    return here.forSample(ids[i]);
  }

  /** A fresh stream that is the same for all images, whatever the batch. */
  public Rng shared() {
    return here.split("shared");
  }

  /** A fresh stream that is the same for all images and all steps of the run. */
  public Rng ofRun(String purpose) {
    return run.split(purpose);
  }

  /** Number of the attack step, from 0. */
  public int step() {
    return step;
  }

  /**
   * Uniform values.
   *
   * @param shape of one image's part, such as C, H, W
   * @return [N, shape...], in [low, high)
   */
  public Tensor uniform(double low, double high, long... shape) {
    return fill(shape, (rng, size) -> rng.uniform(size, low, high));
  }

  /** Standard normal values, [N, shape...], as {@link #uniform}. */
  public Tensor gaussian(long... shape) {
    return fill(shape, Rng::gaussian);
  }

  private Tensor fill(long[] shape, BiFunction<Rng, Integer, float[]> filler) {
    int size = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
    float[] all = new float[Math.multiplyExact(size, ids.length)];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(filler.apply(image(i), size), 0, all, i * size, size);
    }
    LongStream whole = LongStream.concat(LongStream.of(ids.length), LongStream.of(shape));
    return Tensor.of(all, whole.toArray());
  }
}
