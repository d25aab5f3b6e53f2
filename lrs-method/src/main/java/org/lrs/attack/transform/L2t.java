package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients through chains of operators that are drawn by what raised the loss before (L2T).
 *
 * @param copies N, in [2, 100]
 * @param length operators in a chain, in [1, 10]
 * @param rate learning rate of the odds, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "l2t",
    summary = "gradients through chains of operators, drawn more often where they raised the loss",
    paper =
        "Zhu, Zhang, Wang, Li, Wang: Learning to Transform Dynamically for Better Adversarial "
            + "Transferability, CVPR 2024, arXiv 2405.14077",
    at = "algorithm 1",
    formula =
        """
        each copy: a chain of operators drawn with probabilities softmax(w) of its image
        g = mean over N copies of ∂ℓ / ∂δ
        w ← w + rate · mean over copies of (ℓ − mean ℓ) · ∂ log P(chain) / ∂w\
        """,
    differences =
        "Odds are kept for each image and for 11 kinds of operators, whose strength is drawn; the"
            + " released code and TransferAttack keep one set for a batch of images and 100"
            + " operators, some of which make several copies. Their gradient is multiplied by"
            + " P(chain), about 1e-4, and changes nothing in ten steps: here the score function"
            + " itself is used. One more forward pass a copy finds the loss; gradient evaluations"
            + " do not count it. Shifts are shares of a side; TransferAttack's are shares of a"
            + " pixel, and do nothing. torchattacks and foolbox do not have it.")
public record L2t(int copies, int length, double rate) implements AttackRecipe, Transform {
  /** Kinds of operators; its strength is drawn each time. */
  private static final int KINDS = 11;

  public L2t {
    Range.check("copies", copies, 2, 100);
    Range.check("length", length, 1, 10);
    Range.check("rate", rate, 0, 10);
  }

  public L2t() {
    this(3, 2, 1);
  }

  @Override
  public L2t small() {
    return new L2t(copies, 1, rate);
  }

  @Override
  public Kernel begin(AttackRun run) {
    int count = run.input().count();
    double[][] odds = new double[count][KINDS];
    int[][][] chosen = new int[count][copies][length];
    double[][] losses = new double[count][copies];
    return (images, draws, copy) -> {
      Tensor partners = run.input().partners(draws, "l2t", copy);
      Tensor changed =
          Operators.each(
              images,
              draws,
              (image, rng, i) -> {
                Tensor next = image;
                for (int k = 0; k < length; k++) {
                  int kind = draw(probabilities(odds[i]), rng.nextDouble());
                  chosen[i][copy][k] = kind;
                  next = change(next, kind, partners.narrow(0, i, 1), rng);
                }
                return next;
              });
      Tensor logits = run.surrogate().logits(changed.detach());
      double[] loss = AttackLoss.CROSS_ENTROPY.perSample(logits, run.aim()).toDoubleArray();
      for (int i = 0; i < loss.length; i++) {
        losses[i][copy] = loss[i];
        if (copy == copies - 1) {
          learn(odds[i], chosen[i], losses[i]);
        }
      }
      return changed;
    };
  }

  /** As in the first step, where nothing is learnt yet. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    return begin(run).apply(images, draws, copy);
  }

  // The score-function gradient of the expected loss, its mean over the copies as baseline.
  private void learn(double[] odds, int[][] chosen, double[] losses) {
    double mean = Arrays.stream(losses).average().orElseThrow();
    double[] p = probabilities(odds);
    double[] gains = new double[KINDS];
    for (int copy = 0; copy < copies; copy++) {
      double better = (losses[copy] - mean) / copies;
      for (int kind : chosen[copy]) {
        for (int k = 0; k < KINDS; k++) {
          gains[k] += better * ((k == kind ? 1 : 0) - p[k]);
        }
      }
    }
    for (int k = 0; k < KINDS; k++) {
      odds[k] += rate * gains[k];
    }
  }

  static double[] probabilities(double[] odds) {
    double largest = Arrays.stream(odds).max().orElseThrow();
    double[] p = Arrays.stream(odds).map(o -> Math.exp(o - largest)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }

  /** The kind at a place of [0, 1). */
  static int draw(double[] probabilities, double at) {
    double sum = 0;
    for (int k = 0; k < probabilities.length - 1; k++) {
      sum += probabilities[k];
      if (at < sum) {
        return k;
      }
    }
    return probabilities.length - 1;
  }

  private static Tensor change(Tensor image, int kind, Tensor partner, Rng rng) {
    int strength = 1 + rng.nextInt(10);
    double tenth = strength / 10.0;
    return switch (kind) {
      case 0 -> image;
      case 1 -> Operators.rotate(image, 30 * strength);
      case 2 -> image.divide(1 << rng.nextInt(strength));
      case 3 -> Operators.resizePad(image, 1.05 + 0.05 * strength, rng);
      case 4 -> Operators.shuffle(image, 2 + strength, rng);
      case 5 -> image.addScaled(partner, strength > 5 ? 0.4 : 0.2);
      case 6 -> Operators.drop(image, tenth / 2, rng);
      case 7 -> Operators.mask(image, 1 + strength, rng);
      case 8 -> Operators.jitter(image, Math.min(tenth, 0.9), rng);
      case 9 -> Operators.crop(image, tenth + (1 - tenth) * rng.nextDouble());
      default -> {
        double share = (0.45 + 0.045 * strength) * rng.nextDouble();
        yield Operators.translate(
            image, (int) (share * image.size(2)), (int) (share * image.size(3)));
      }
    };
  }
}
