package org.lrs.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Clean accuracy, and how far the network's confidence, the largest softmax probability, can be
 * trusted: the expected calibration error Σ_b n_b / n · |accuracy_b − mean confidence_b| over
 * equally wide bins ((b − 1)/B, b/B] of the confidence.
 *
 * @param bins B
 */
@Source(
    paper =
        "Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks, ICML 2017, arXiv"
            + " 1706.04599",
    at = "equations 2 and 3")
public record Calibration(int bins) implements Measure<Calibration.Found> {

  /**
   * The figures.
   *
   * @param accuracy share of the images that are classified correctly
   * @param meanConfidence mean over the images, in [0, 1]
   * @param expectedError expected calibration error, in [0, 1]
   * @param crossEntropy mean over the images
   * @param diagram the bins of the reliability diagram, rising
   */
  public record Found(
      Share accuracy,
      double meanConfidence,
      double expectedError,
      double crossEntropy,
      List<Bin> diagram) {
    public Found {
      diagram = List.copyOf(diagram);
    }
  }

  /**
   * Images whose confidence lies above {@code low} and not above {@code high}.
   *
   * @param confidence mean of theirs, or null without images
   * @param accuracy share of theirs that is right, or null without images
   */
  public record Bin(double low, double high, int images, Double confidence, Double accuracy) {}

  /** 15 bins, as published. */
  public static Calibration defaults() {
    return new Calibration(15);
  }

  public Calibration {
    Range.require(bins >= 1, "calibration needs at least one bin, got " + bins);
  }

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public double cost(int images) {
    return images;
  }

  @Override
  public Found of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    Tally tally = new Tally(bins);
    Batches.forEach(
        images,
        progress,
        (batch, from) -> {
          Tensor logits = network.surrogate().logits(batch.images());
          tally.add(
              NeuralOps.softmax(logits, 1).max(false, 1).toDoubleArray(),
              logits.argmax(1).toLongArray(),
              batch.labels().toLongArray(),
              NeuralOps.crossEntropyPerSample(logits, batch.labels()).sum().item());
        });
    return tally.found();
  }

  /** Sums over the images of each bin. */
  static final class Tally {
    private final int[] images;
    private final int[] right;
    private final double[] confidence;
    private double loss;

    Tally(int bins) {
      images = new int[bins];
      right = new int[bins];
      confidence = new double[bins];
    }

    void add(double[] confidences, long[] classes, long[] labels, double summedLoss) {
      for (int i = 0; i < confidences.length; i++) {
        int bin = (int) Math.ceil(confidences[i] * images.length) - 1;
        int at = Math.max(0, Math.min(images.length - 1, bin));
        images[at]++;
        right[at] += classes[i] == labels[i] ? 1 : 0;
        confidence[at] += confidences[i];
      }
      loss += summedLoss;
    }

    Found found() {
      int count = 0;
      int correct = 0;
      double sum = 0;
      double error = 0;
      List<Bin> diagram = new ArrayList<>();
      for (int b = 0; b < images.length; b++) {
        count += images[b];
        correct += right[b];
        sum += confidence[b];
        error += Math.abs(right[b] - confidence[b]);
        boolean empty = images[b] == 0;
        diagram.add(
            new Bin(
                (double) b / images.length,
                (b + 1.0) / images.length,
                images[b],
                empty ? null : confidence[b] / images[b],
                empty ? null : (double) right[b] / images[b]));
      }
      return new Found(Share.of(correct, count), sum / count, error / count, loss / count, diagram);
    }
  }
}
