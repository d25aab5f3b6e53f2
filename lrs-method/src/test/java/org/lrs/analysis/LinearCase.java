package org.lrs.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;

/**
 * A linear network with images, and the closed forms of its loss in pixel units, in double
 * precision.
 */
final class LinearCase {
  static final InputShape INPUT = new InputShape(3, 2, 2);
  static final int WIDTH = 12;
  static final int COUNT = 20; // more than one batch of 16
  static final Normalization NORM =
      new Normalization(new double[] {0.4, 0.5, 0.6}, new double[] {0.2, 0.25, 0.5});

  private final LinearSoftmax model;
  private final ImageDataset images;

  LinearCase(double[][] weights) {
    model = new LinearSoftmax(weights);
    images = images(weights.length, 60, 195);
  }

  static LinearCase random(int classes) {
    return new LinearCase(LinearSoftmax.random(classes, WIDTH, 0.3, classes).weight());
  }

  /** Images with grey values in a range and the labels 0, 1, ... over and over. */
  static ImageDataset images(int classes, int low, int high) {
    byte[] pixels = new byte[COUNT * WIDTH];
    Rng rng = Rng.of(3).split("pixels");
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (low + rng.nextInt(high - low));
    }
    return new ImageDataset(
        "test",
        new Images(pixels, COUNT, 3, 2, 2),
        IntStream.range(0, COUNT).map(i -> i % classes).toArray(),
        IntStream.range(0, COUNT).asLongStream().map(i -> 100 + i).toArray(),
        IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  WhiteBox network() {
    return new WhiteBox(TinyClassifiers.linear(INPUT, model.weight(), NORM));
  }

  ImageDataset images() {
    return images;
  }

  <R> R measure(Measure<R> measure) {
    try (WhiteBox network = network()) {
      return measure.of(network, images, Rng.of(1), share -> {});
    }
  }

  /** A closed form at each image, of its pixels in [0, 1] and its label. */
  double[] each(BiFunction<double[], Integer, Double> form) {
    byte[] bytes = images.images().pixels();
    return IntStream.range(0, COUNT)
        .mapToDouble(
            i -> {
              double[] x = new double[WIDTH];
              for (int j = 0; j < WIDTH; j++) {
                x[j] = (bytes[i * WIDTH + j] & 0xFF) / 255.0;
              }
              return form.apply(x, images.labels()[i]);
            })
        .toArray();
  }

  double loss(double[] x, int label) {
    return model.loss(normalised(x), label);
  }

  double[] gradient(double[] x, int label) {
    return overStd(model.gradient(normalised(x), label));
  }

  double[] hessianTimes(double[] x, double[] v) {
    return overStd(model.hessianTimes(normalised(x), overStd(v)));
  }

  double[] probabilities(double[] x) {
    return model.probabilities(normalised(x));
  }

  private static double[] normalised(double[] x) {
    double[] centred = x.clone();
    for (int j = 0; j < WIDTH; j++) {
      centred[j] -= NORM.mean().get(j / 4);
    }
    return overStd(centred);
  }

  static double[] overStd(double[] values) {
    double[] scaled = values.clone();
    for (int j = 0; j < WIDTH; j++) {
      scaled[j] /= NORM.std().get(j / 4);
    }
    return scaled;
  }

  /** Networks whose logits do not depend on the image. */
  static LinearCase flat() {
    return new LinearCase(new double[3][WIDTH]);
  }

  static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
