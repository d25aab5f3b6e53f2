package org.lrs.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.lipschitz.DifferenceStep;
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
  public record Exact(DifferenceStep.Space space, double first, double second) {}

  /**
   * Both penalties with one step.
   *
   * @param bits of a number, 32 or 64
   * @param step h
   */
  public record Point(
      DifferenceStep.Space space, int bits, double step, Deviation first, Deviation second) {}

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
    if (steps.isEmpty() || images < 1) {
      throw new IllegalArgumentException(
          "the error of the penalties needs at least one step and one image, got %s and %d"
              .formatted(steps, images));
    }
    steps.forEach(DifferenceStep::pixel); // checks the value
  }

  @Override
  public String name() {
    return "penalty-error";
  }

  @Override
  public Class<Found> result() {
    return Found.class;
  }

  @Override
  public double cost(int all) {
    // 64-bit convolutions take about four times as long.
    return Math.min(images, all) * 2 * steps.size() * 5.0 * (1 + 4);
  }

  @Override
  public Found of(WhiteBox network, ImageDataset all, Rng rng, DoubleConsumer progress) {
    ImageDataset some = all.range(0, Math.min(images, all.size()));
    Table table = new Table(some.size());
    try (Classifier wide = network.classifier().copy(Kind.FLOAT64)) {
      Batches.forEach(
          some,
          progress,
          batch -> {
            ImageBatch widened =
                new ImageBatch(batch.images().to(Kind.FLOAT64), batch.labels(), batch.ids());
            table.exact(wide, widened);
            table.differences(network.classifier(), batch, 0);
            table.differences(wide, widened, 1);
            table.from += batch.ids().length;
          });
    }
    return table.found();
  }

  private List<DifferenceStep> all(DifferenceStep.Space space) {
    return steps.stream().map(h -> new DifferenceStep(h, space)).toList();
  }

  /** Penalties of every image; the index 0 is LRS-1, 1 is LRS-2. */
  private final class Table {
    private static final List<Integer> BITS = List.of(32, 64);
    private final DifferenceStep.Space[] spaces = DifferenceStep.Space.values();
    private final int count;
    // [space][penalty][image]
    private final double[][][] exact;
    // [space][precision][step][penalty][image]
    private final double[][][][][] values;
    private int from;

    Table(int count) {
      this.count = count;
      exact = new double[spaces.length][2][count];
      values = new double[spaces.length][BITS.size()][steps.size()][2][count];
    }

    void exact(Classifier wide, ImageBatch batch) {
      LossDerivatives loss = new LossDerivatives(wide, batch.images(), batch.labels());
      Tensor std = wide.normalization().stdLike();
      for (int s = 0; s < spaces.length; s++) {
        boolean normalized = spaces[s] == DifferenceStep.Space.NORMALIZED;
        // The gradient in normalised space is std · ∇, the Hessian std · H · std.
        Tensor gradient = normalized ? loss.gradient().multiply(std) : loss.gradient();
        Tensor direction = LossDerivatives.unit(gradient);
        Tensor product = loss.hessianTimes(normalized ? direction.multiply(std) : direction);
        put(gradient.square().sumPerSample(), exact[s][0]);
        put((normalized ? product.multiply(std) : product).square().sumPerSample(), exact[s][1]);
      }
    }

    void differences(Classifier classifier, ImageBatch batch, int precision) {
      for (int s = 0; s < spaces.length; s++) {
        List<PenaltyDifferences.Values> found =
            PenaltyDifferences.at(classifier, batch.images(), batch.labels(), all(spaces[s]));
        for (int h = 0; h < found.size(); h++) {
          put(found.get(h).gradientNorm(), values[s][precision][h][0]);
          put(found.get(h).curvature(), values[s][precision][h][1]);
        }
      }
    }

    private void put(Tensor batch, double[] all) {
      double[] some = batch.toDoubleArray();
      System.arraycopy(some, 0, all, from, some.length);
    }

    Found found() {
      List<Exact> exacts = new ArrayList<>();
      List<Point> points = new ArrayList<>();
      for (int s = 0; s < spaces.length; s++) {
        exacts.add(new Exact(spaces[s], mean(exact[s][0]), mean(exact[s][1])));
        for (int p = 0; p < BITS.size(); p++) {
          for (int h = 0; h < steps.size(); h++) {
            double[][] value = values[s][p][h];
            points.add(
                new Point(
                    spaces[s],
                    BITS.get(p),
                    steps.get(h),
                    deviation(value[0], exact[s][0]),
                    deviation(value[1], exact[s][1])));
          }
        }
      }
      return new Found(count, exacts, points);
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
