package org.lrs.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.model.Classifier;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * How far the finite-difference penalties are from what they stand for, ‖∇ₓℓ‖₂² and ‖H d‖₂², as a
 * function of the step h, in 32 and in 64 bit and in both input spaces.
 *
 * <p>The exact values come from autograd in 64 bit. A small h loses digits, a large one is no
 * derivative; on ReLU networks H is that of the softmax alone, so that LRS-2 with a large step
 * measures something else, the kinks, and its error shows how much of that.
 *
 * @param steps values of h
 * @param images number of images, from the first
 */
@Source(paper = Source.LRS, at = "LRS-1 and LRS-2 against the exact derivatives")
public record PenaltyError(List<Double> steps, int images) implements Measure<PenaltyError.Found> {

  /**
   * The figures.
   *
   * @param images number of images
   * @param exact the exact penalties of each space, means over the images
   * @param points one of each space, precision and step
   */
  public record Found(int images, List<Exact> exact, List<Point> points) {
    public Found {
      exact = List.copyOf(exact);
      points = List.copyOf(points);
    }
  }

  /**
   * Exact penalties.
   *
   * @param first mean ‖∇ₓℓ‖₂²
   * @param second mean ‖H d‖₂²
   */
  public record Exact(Space space, double first, double second) {}

  /**
   * Both penalties with one step.
   *
   * @param bits of a number, 32 or 64
   * @param step h
   */
  public record Point(Space space, int bits, double step, Deviation first, Deviation second) {}

  /**
   * A penalty beside its exact value.
   *
   * @param value mean over the images, by finite differences
   * @param error |value − exact| / exact; null where the exact mean is zero
   * @param medianError median over the images of the same, for each image's own values; null where
   *     all exact ones are zero
   */
  public record Deviation(double value, Double error, Double medianError) {}

  /** Ten steps from 1e-5 to 3, the published 0.01 and 1.5 among them, on 16 images. */
  public static PenaltyError defaults() {
    return new PenaltyError(List.of(1e-5, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 1.5, 3.0), 16);
  }

  public PenaltyError {
    steps = List.copyOf(steps);
    Range.require(
        !steps.isEmpty() && images >= 1,
        "the error of the penalties needs at least one step and one image, got %s and %s"
            .formatted(steps, images));
    steps.forEach(DifferenceStep::pixel); // checks the value
  }

  @Override
  public String name() {
    return "penalty-error";
  }

  @Override
  public double cost(int all) {
    // 64-bit convolutions take about four times as long.
    return Math.min(images, all) * 2 * steps.size() * 5.0 * (1 + 4);
  }

  @Override
  public Found of(WhiteBox network, ImageDataset all, Rng rng, DoubleConsumer progress) {
    ImageDataset some = all.range(0, Math.min(images, all.size()));
    Space[] spaces = Space.values();
    List<DifferenceStep> differences =
        Stream.of(spaces).flatMap(s -> steps.stream().map(h -> new DifferenceStep(h, s))).toList();
    List<Both> exact = Both.several(spaces.length, some.size());
    List<Both> in32 = Both.several(differences.size(), some.size());
    List<Both> in64 = Both.several(differences.size(), some.size());
    try (Classifier wide = network.classifier().copy(Kind.FLOAT64)) {
      Batches.forEach(
          some,
          progress,
          (batch, from) -> {
            ImageBatch widened =
                new ImageBatch(batch.images().to(Kind.FLOAT64), batch.labels(), batch.ids());
            exact(wide, widened, exact, from);
            Both.put(PenaltyDifferences.at(network.classifier(), batch, differences), in32, from);
            Both.put(PenaltyDifferences.at(wide, widened, differences), in64, from);
          });
    }
    List<Exact> exacts = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    for (int s = 0; s < spaces.length; s++) {
      Both wanted = exact.get(s);
      exacts.add(new Exact(spaces[s], mean(wanted.first), mean(wanted.second)));
      for (int bits : new int[] {32, 64}) {
        for (int h = 0; h < steps.size(); h++) {
          Both found = (bits == 32 ? in32 : in64).get(s * steps.size() + h);
          points.add(
              new Point(
                  spaces[s],
                  bits,
                  steps.get(h),
                  deviation(found.first, wanted.first),
                  deviation(found.second, wanted.second)));
        }
      }
    }
    return new Found(some.size(), exacts, points);
  }

  /** LRS-1 and LRS-2 of every image. */
  private record Both(double[] first, double[] second) {
    static List<Both> several(int count, int images) {
      return Stream.generate(() -> new Both(new double[images], new double[images]))
          .limit(count)
          .toList();
    }

    static void put(List<PenaltyDifferences.Values> batch, List<Both> all, int from) {
      for (int i = 0; i < all.size(); i++) {
        Batches.put(batch.get(i).gradientNorm(), all.get(i).first, from);
        Batches.put(batch.get(i).curvature(), all.get(i).second, from);
      }
    }
  }

  private static void exact(Classifier wide, ImageBatch batch, List<Both> all, int from) {
    LossDerivatives loss = new LossDerivatives(wide, batch.images(), batch.labels());
    Tensor std = wide.normalization().stdLike();
    for (Space space : Space.values()) {
      boolean normalized = space == Space.NORMALIZED;
      // The gradient in normalised space is std · ∇, the Hessian std · H · std.
      Tensor gradient = normalized ? loss.gradient().multiply(std) : loss.gradient();
      Tensor direction = LossDerivatives.unit(gradient);
      Tensor product = loss.hessianTimes(normalized ? direction.multiply(std) : direction);
      Tensor curvature = normalized ? product.multiply(std) : product;
      Both found = all.get(space.ordinal());
      Batches.put(gradient.square().sumPerSample(), found.first, from);
      Batches.put(curvature.square().sumPerSample(), found.second, from);
    }
  }

  static Deviation deviation(double[] values, double[] exact) {
    double[] errors =
        IntStream.range(0, values.length)
            .filter(i -> exact[i] > 0)
            .mapToDouble(i -> Math.abs(values[i] - exact[i]) / exact[i])
            .toArray();
    double mean = mean(exact);
    return new Deviation(
        mean(values),
        mean > 0 ? Math.abs(mean(values) - mean) / mean : null,
        errors.length > 0 ? Distribution.of(errors).median() : null);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
