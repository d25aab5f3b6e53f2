package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import java.util.stream.DoubleStream;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over images cut into blocks that are shuffled and turned (BSR).
 *
 * @param copies N, in [1, 1000]
 * @param blocks n, blocks along each side, in [1, 16]
 * @param degrees τ, largest turn of a block, in [0, 180]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "bsr",
    summary = "gradients averaged over copies cut into blocks that are shuffled and turned",
    paper =
        "Wang, He, Wang, Wang: Boosting Adversarial Transferability by Block Shuffle and "
            + "Rotation, CVPR 2024, arXiv 2308.10299",
    at = "section 3.3",
    formula =
        """
        cut x + δ into n strips at random places, shuffle them; cut each strip into n blocks, shuffle them; turn each block by U(−τ, τ) about its middle
        g = mean over N copies of ∂ℓ / ∂δ\
        """,
    differences =
        "Some versions of TransferAttack leave the turn out, others turn strips rather than "
            + "blocks; all draw once for the whole batch. torchattacks and foolbox do not have it.")
public record Bsr(int copies, int blocks, double degrees) implements AttackRecipe, Transform {

  public Bsr {
    Range.check("copies", copies, 1, 1000);
    Range.check("blocks", blocks, 1, 16);
    Range.check("degrees", degrees, 0, 180);
  }

  public Bsr() {
    this(20, 3, 24);
  }

  @Override
  public Bsr small() {
    return new Bsr(copies, 2, 6);
  }

  /** Strips are shuffled, and the blocks of each strip; each block is turned about its middle. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    Resampling out = new Resampling(draws.images(), (int) images.size(2), (int) images.size(3));
    for (int i = 0; i < draws.images(); i++) {
      one(out, i, draws.image(i));
    }
    return out.apply(images);
  }

  private double[] turns(Rng rng) {
    return DoubleStream.generate(() -> degrees * (2 * rng.nextDouble() - 1))
        .limit(blocks)
        .toArray();
  }

  void one(Resampling out, int image, Rng rng) {
    Resampling.Region whole = out.whole();
    boolean rowsFirst = rng.nextInt(2) == 0;
    int first = rowsFirst ? whole.bottom() : whole.right();
    int second = rowsFirst ? whole.right() : whole.bottom();
    Order strips = Order.draw(rng, first, blocks);
    for (int s = 0; s < blocks; s++) {
      Order within = Order.draw(rng, second, blocks);
      double[] turns = turns(rng);
      for (int a = strips.starts()[s]; a < strips.starts()[s + 1]; a++) {
        for (int b = 0; b < second; b++) {
          int block = within.sourcePiece(b);
          int fromA = strips.source(a);
          int fromB = within.source(b);
          Resampling.Region region =
              new Resampling.Region(
                  strips.cuts()[strips.order()[s]],
                  within.cuts()[block],
                  strips.cuts()[strips.order()[s] + 1],
                  within.cuts()[block + 1]);
          if (rowsFirst) {
            out.rotate(image, a, b, turns[block], region, fromA, fromB);
          } else {
            out.rotate(image, b, a, turns[block], region.transposed(), fromB, fromA);
          }
        }
      }
    }
  }

  /**
   * Pieces of a length in another order.
   *
   * @param cuts where the pieces begin in the source
   * @param order the source's piece at each place
   * @param starts where the pieces begin in the result
   */
  private record Order(int[] cuts, int[] order, int[] starts) {
    static Order draw(Rng rng, int length, int pieces) {
      int[] cuts = Cuts.inProportion(rng, length, pieces);
      int[] order = rng.permutation(pieces);
      int[] starts = new int[pieces + 1];
      for (int i = 0; i < pieces; i++) {
        starts[i + 1] = starts[i] + cuts[order[i] + 1] - cuts[order[i]];
      }
      return new Order(cuts, order, starts);
    }

    int sourcePiece(int at) {
      return order[Cuts.piece(starts, at)];
    }

    int source(int at) {
      int place = Cuts.piece(starts, at);
      return at - starts[place] + cuts[order[place]];
    }
  }
}
