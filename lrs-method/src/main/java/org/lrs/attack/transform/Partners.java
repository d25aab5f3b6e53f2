package org.lrs.attack.transform;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.AttackRun;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Clean images of other classes that are mixed into images under attack. */
final class Partners {
  private Partners() {}

  /**
   * One partner for each image of the batch, the same for all copies that use its number.
   *
   * @param purpose keys the draws
   * @param number which of several partners
   * @return [N, C, H, W]
   */
  static Tensor draw(AttackRun run, Draws draws, String purpose, int number) {
    long[] labels = run.input().labels().classes().toLongArray();
    Rng step = draws.ofRun(purpose).split(draws.step()).split(number);
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; i < run.input().count(); i++) {
      Rng own = step.forSample(run.input().id(i));
      found.add(run.input().pool().partner(labels[i], own));
    }
    return Tensor.concat(found, 0);
  }
}
