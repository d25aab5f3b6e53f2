package org.lrs.attack;

import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * A tensor that a kernel keeps until its next step; at first nothing. It lives in the scope in
 * which the kernel was begun.
 */
public final class Kept {
  private final Scope home = Scope.current();
  private Tensor value;

  /** Whether nothing is kept. */
  public boolean isEmpty() {
    return value == null;
  }

  /** What is kept; null if nothing is. */
  public Tensor get() {
    return value;
  }

  /**
   * Keeps a tensor of the caller's scope in place of the one before, which is freed.
   *
   * @return the same tensor
   */
  public Tensor set(Tensor next) {
    home.free(value);
    value = home.take(next);
    return value;
  }
}
