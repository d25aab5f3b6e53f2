package org.lrs.attack.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.lrs.Range;
import org.lrs.tensor.Tensor;

/** Logits of a class and of those that rival it, differentiable. */
final class Rivals {
  private Rivals() {}

  /**
   * The logit of one class per image.
   *
   * @param logits [N, classes]
   * @param classes [N]
   * @return [N]
   */
  static Tensor logit(Tensor logits, Tensor classes) {
    return logits.gather(1, classes.reshape(-1, 1)).reshape(-1);
  }

  /** The largest logit of the other classes, [N]; classes that share it share its gradient. */
  static Tensor bestOther(Tensor logits, Tensor classes) {
    Range.require(logits.size(1) >= 2, "a margin of logits needs at least 2 classes, got 1");
    return without(logits, classes).max(false, 1);
  }

  /** The largest logits in falling order, [N] each; of equal ones each is named once. */
  static List<Tensor> top(Tensor logits, int count) {
    List<Tensor> top = new ArrayList<>();
    Tensor rest = logits.detach();
    for (int i = 0; i < count; i++) {
      Tensor largest = rest.argmax(1);
      top.add(logit(logits, largest));
      rest = without(rest, largest);
    }
    return top;
  }

  private static Tensor without(Tensor logits, Tensor classes) {
    long[] all = LongStream.range(0, logits.size(1)).toArray();
    Tensor own = Tensor.of(all, 1, all.length).equalTo(classes.reshape(-1, 1));
    return own.choose(Tensor.full(Double.NEGATIVE_INFINITY, 1, 1), logits);
  }
}
