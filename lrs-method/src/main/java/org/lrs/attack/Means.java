package org.lrs.attack;

import java.util.function.IntFunction;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Sums and means of many gradients, of which one is alive at a time. */
public final class Means {
  private Means() {}

  /**
   * The mean of {@code count} tensors, each made in a scope of its own.
   *
   * @param like their shape
   */
  public static Tensor of(int count, Tensor like, IntFunction<Tensor> each) {
    Tensor sum = like.zerosLike();
    for (int i = 0; i < count; i++) {
      try (Scope one = Scope.open()) {
        sum.addScaledInPlace(each.apply(i), 1);
      }
    }
    return sum.divide(count);
  }

  /** The sum of {@code count} tensors, each made in a scope of its own; the first is changed. */
  public static Tensor sum(int count, IntFunction<Tensor> each) {
    Tensor sum = null;
    for (int i = 0; i < count; i++) {
      try (Scope one = Scope.open()) {
        Tensor next = each.apply(i);
        sum = sum == null ? one.release(next) : sum.addScaledInPlace(next, 1);
      }
    }
    return sum;
  }
}
