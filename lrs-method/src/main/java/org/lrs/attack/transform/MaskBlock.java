package org.lrs.attack.transform;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * Gradients averaged over copies of which one block each is black (MaskBlock).
 *
 * @param blocks blocks along each side, in [1, 16]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "maskblock",
    summary = "gradients averaged over copies of which each lacks one block",
    paper =
        "Fan, Guo, Li, Zhang, Li: MaskBlock: Transferable Adversarial Examples with Bayes "
            + "Approach, 2022, arXiv 2208.06538",
    at = "section 3.3",
    formula = "g = mean over blocks b of ∂ℓ((x + δ) ⊙ (1 − mask of b)) / ∂δ",
    differences =
        "Four blocks a side at any size: TransferAttack fixes blocks of 56 pixels, which are "
            + "four of 224. torchattacks and foolbox do not have it.")
public record MaskBlock(int blocks) implements AttackRecipe, Transform {

  public MaskBlock {
    Range.check("blocks", blocks, 1, 16);
  }

  public MaskBlock() {
    this(4);
  }

  @Override
  public int copies() {
    return blocks * blocks;
  }

  /** Copy i lacks block i. */
  @Override
  public Tensor apply(AttackRun run, Tensor images, Draws draws, int copy) {
    return images.multiply(mask((int) images.size(2), (int) images.size(3), blocks, copy));
  }

  /** 0 on one of blocks × blocks blocks, numbered row by row, 1 elsewhere: [1, 1, H, W]. */
  static Tensor mask(int height, int width, int blocks, int masked) {
    int[] rows = Cuts.evenly(height, blocks);
    int[] columns = Cuts.evenly(width, blocks);
    float[] kept = new float[height * width];
    for (int i = 0; i < kept.length; i++) {
      int block = Cuts.piece(rows, i / width) * blocks + Cuts.piece(columns, i % width);
      kept[i] = block == masked ? 0 : 1;
    }
    return Tensor.of(kept, 1, 1, height, width);
  }
}
