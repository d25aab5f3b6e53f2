package org.lrs.attack;

import java.util.function.IntFunction;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Means of many gradients, of which one is alive at a time. */
public final class Means {
  private Means() {}

  /**
   * The mean of {@code count} tensors, each made in a scope of its own.
   *
   * @param like their shape
   */
  public static Tensor of(int count, Tensor like, IntFunction<Tensor> each) {
    try (Scope scope = Scope.open()) {
      Tensor sum = like.zerosLike();
      for (int i = 0; i < count; i++) {
        try (Scope one = Scope.open()) {
          sum.addScaledInPlace(each.apply(i), 1);
        }
      }
      return scope.release(sum.divide(count));
    }
  }
}
