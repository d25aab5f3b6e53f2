package org.lrs.attack;

import org.lrs.tensor.Tensor;

/** A tensor that a kernel keeps until its next step, with its native memory; at first nothing. */
public final class Kept implements AutoCloseable {
  private Tensor value;

  /** Whether nothing is kept. */
  public boolean isEmpty() {
    return value == null;
  }

  /** What is kept, owned by this object; null if nothing is. */
  public Tensor get() {
    return value;
  }

  /**
   * Keeps a tensor of the caller's scope in place of the one before, which is freed.
   *
   * @return the same tensor, from now on owned by this object
   */
  public Tensor set(Tensor next) {
    close();
    value = next.keep();
    return value;
  }

  /** Frees what is kept. */
  @Override
  public void close() {
    if (value != null) {
      value.close();
      value = null;
    }
  }
}
