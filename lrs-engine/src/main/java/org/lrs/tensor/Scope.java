package org.lrs.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owner of native memory: frees every tensor that was made inside it, unless released.
 *
 * <pre>{@code
 * try (Scope step = Scope.open()) {
 *   Tensor gradient = Autograd.gradient(loss, images);
 *   return step.release(gradient.sign()); // now owned by the enclosing scope
 * }
 * }</pre>
 *
 * <p>Scopes nest per thread; results belong to the innermost open scope of the thread that makes
 * them. A tensor made while no scope is open is refused, since nothing would ever free it.
 */
public final class Scope implements AutoCloseable {
  static {
    // Initialises Device, which unpacks the native library before the first tensor needs it.
    Engine.device();
  }

  private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();
  private static final AtomicLong LIVE = new AtomicLong();

  private final Scope parent;
  private final List<Tensor> owned = new ArrayList<>();
  private boolean closed;

  private Scope(Scope parent) {
    this.parent = parent;
  }

  /** Opens a scope inside the thread's current one. */
  public static Scope open() {
    Scope scope = new Scope(CURRENT.get());
    CURRENT.set(scope);
    return scope;
  }

  /** Native tensors alive in the whole process, for leak tests. */
  public static long liveTensors() {
    return LIVE.get();
  }

  /**
   * The innermost open scope of this thread.
   *
   * @throws IllegalStateException if none is open
   */
  public static Scope current() {
    Scope scope = CURRENT.get();
    if (scope == null) {
      throw new IllegalStateException(
          "no Scope is open on this thread; wrap the work in try (Scope scope = Scope.open())");
    }
    return scope;
  }

  void adopt(Tensor tensor) {
    owned.add(tensor);
    tensor.owner(this);
    LIVE.incrementAndGet();
  }

  static void freed() {
    LIVE.decrementAndGet();
  }

  /**
   * Hands a tensor of this scope to the enclosing one and returns it. A tensor that belongs to
   * another owner is returned untouched.
   *
   * @throws IllegalStateException if there is no enclosing scope; use {@link Tensor#keep()} there
   */
  public Tensor release(Tensor tensor) {
    if (tensor.owner() != this) {
      return tensor;
    }
    if (parent == null) {
      throw new IllegalStateException(
          "the outermost Scope has no enclosing scope to release to; use keep()");
    }
    return parent.take(tensor);
  }

  /** Takes over a tensor of an inner scope, for values that outlive it, and returns it. */
  public Tensor take(Tensor tensor) {
    tensor.owner(this);
    owned.add(tensor);
    return tensor;
  }

  /** Frees a tensor now, if this scope owns it: for values that a loop replaces. */
  public void free(Tensor tensor) {
    if (tensor != null && tensor.owner() == this) {
      tensor.close();
    }
  }

  /** Frees what this scope still owns. Scopes close in the reverse order of opening. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (CURRENT.get() != this) {
      throw new IllegalStateException("scopes must close in reverse order, on the same thread");
    }
    closed = true;
    if (parent == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(parent);
    }
    for (Tensor tensor : owned) {
      if (tensor.owner() == this) {
        tensor.close();
      }
    }
    owned.clear();
  }
}
