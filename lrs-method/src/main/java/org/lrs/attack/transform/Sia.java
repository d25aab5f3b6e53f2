package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over images whose blocks are each changed in another way (SIA).
 *
 * @param copies N, in [1, 1000]
 * @param blocks blocks along each side, in [1, 16]
 * @param noise r, largest noise in radii of the ball, in [0, 10]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "sia",
    summary =
        "gradients averaged over copies whose blocks are shifted, flipped, turned, dimmed or "
            + "made noisy",
    paper =
        "Wang, Zhang, Zhang: Structure Invariant Transformation for better Adversarial "
            + "Transferability, ICCV 2023, arXiv 2309.14700",
    at = "algorithm 1",
    formula =
        """
        cut x + δ into blocks at random places; each goes through one of: shift of rows or columns, flip of rows or columns, half a turn, · U(0, 1), + U(−rε, rε) in [0, 1]
        g = mean over N copies of ∂ℓ / ∂δ""",
    differences =
        "The authors' own code has resizing, dropout and a filter on the cosine spectrum of a "
            + "block besides, TransferAttack the seven changes here. It draws once for the whole "
            + "batch, and its noise is 16/255 at any ε. torchattacks and foolbox do not have it.")
public record Sia(int copies, int blocks, double noise) implements AttackRecipe, Transform {

  public Sia {
    Range.check("copies", copies, 1, 1000);
    Range.check("blocks", blocks, 1, 16);
    Range.check("noise", noise, 0, 10);
  }

  public Sia() {
    this(20, 3, 1);
  }

  /** Seven changes, one of which each block goes through. */
  enum Change {
    SHIFT_ROWS,
    SHIFT_COLUMNS,
    FLIP_ROWS,
    FLIP_COLUMNS,
    TURN,
    DIM,
    NOISE
  }

  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    Resampling out = new Resampling(draws.images(), height, width);
    float[] noisy = new float[draws.images() * height * width];
    for (int i = 0; i < draws.images(); i++) {
      Rng rng = draws.image(i);
      int[] rows = Cuts.atDifferentPlaces(rng, height, Math.min(blocks, height));
      int[] columns = Cuts.atDifferentPlaces(rng, width, Math.min(blocks, width));
      for (int r = 0; r + 1 < rows.length; r++) {
        for (int c = 0; c + 1 < columns.length; c++) {
          Resampling.Region block =
              new Resampling.Region(rows[r], columns[c], rows[r + 1], columns[c + 1]);
          change(out, i, block, rng, noisy);
        }
      }
    }
    Tensor moved = out.apply(images);
    Tensor some = run.ball().noise(images, noise * run.ball().radius(), draws.split("noise"));
    Tensor mask = Tensor.of(noisy, draws.images(), 1, height, width);
    return mask.greaterThan(0).choose(moved.add(some).clamp(0, 1), moved);
  }

  private static void change(
      Resampling out, int image, Resampling.Region block, Rng rng, float[] noisy) {
    Change change = Change.values()[rng.nextInt(Change.values().length)];
    int tall = block.bottom() - block.top();
    int wide = block.right() - block.left();
    int down = change == Change.SHIFT_ROWS ? rng.nextInt(tall) : 0;
    int right = change == Change.SHIFT_COLUMNS ? rng.nextInt(wide) : 0;
    boolean overRows = change == Change.FLIP_ROWS || change == Change.TURN;
    boolean overColumns = change == Change.FLIP_COLUMNS || change == Change.TURN;
    double factor = change == Change.DIM ? rng.nextDouble() : 1;
    for (int y = 0; y < tall; y++) {
      for (int x = 0; x < wide; x++) {
        int fromY = overRows ? tall - 1 - y : Math.floorMod(y - down, tall);
        int fromX = overColumns ? wide - 1 - x : Math.floorMod(x - right, wide);
        int toY = block.top() + y;
        int toX = block.left() + x;
        out.copy(image, toY, toX, block.top() + fromY, block.left() + fromX, factor);
        noisy[(image * out.height() + toY) * out.width() + toX] = change == Change.NOISE ? 1 : 0;
      }
    }
  }
}
