package org.lrs.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Tensor;

/**
 * How alike the input gradients of networks are: the cosine ∇ℓ_a · ∇ℓ_b / (‖∇ℓ_a‖₂ ‖∇ℓ_b‖₂) of
 * their cross-entropies at each image, in pixel space; 0 where one of them is zero.
 *
 * @param names of the networks
 * @param mean cosine of each pair, with ones on the diagonal
 * @param pairs each two networks, in order
 */
@Source(
    paper =
        "Demontis et al.: Why Do Adversarial Attacks Transfer? Explaining Transferability of Evasion"
            + " and Poisoning Attacks, USENIX Security 2019, arXiv 1809.02861",
    at = "gradient alignment")
public record GradientSimilarity(List<String> names, double[][] mean, List<Pair> pairs) {

  /** The cosines of two networks. */
  public record Pair(String first, String second, PerImage cosines) {}

  public GradientSimilarity {
    names = List.copyOf(names);
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares networks.
   *
   * @param names one per network
   * @param networks at least two, for images of the same size
   * @param progress called with the share of the work that is done
   */
  public static GradientSimilarity of(
      List<String> names, List<WhiteBox> networks, ImageDataset images, DoubleConsumer progress) {
    int n = networks.size();
    Range.require(n >= 2, "gradient similarity compares at least two networks, got " + n);
    double[][][] cosines = new double[n][n][images.size()];
    Batches.forEach(
        images,
        progress,
        (batch, from) -> {
          List<Tensor> units =
              networks.stream()
                  .map(w -> w.surrogate().lossGradient(batch.images(), batch.labels()))
                  .map(LossDerivatives::unit)
                  .toList();
          for (int a = 0; a < n; a++) {
            for (int b = a + 1; b < n; b++) {
              Tensor products = units.get(a).multiply(units.get(b));
              Batches.put(products.sumPerSample(), cosines[a][b], from);
            }
          }
        });
    List<Pair> pairs = new ArrayList<>();
    double[][] mean = new double[n][n];
    for (int a = 0; a < n; a++) {
      mean[a][a] = 1;
      for (int b = a + 1; b < n; b++) {
        pairs.add(new Pair(names.get(a), names.get(b), PerImage.of(cosines[a][b])));
        mean[a][b] = Arrays.stream(cosines[a][b]).average().orElse(0);
        mean[b][a] = mean[a][b];
      }
    }
    return new GradientSimilarity(names, mean, pairs);
  }
}
