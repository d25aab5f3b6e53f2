package org.lrs.tensor;

/** A failure inside libtorch, with the operation and the shapes of its arguments. */
public final class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NativeException(String message, Throwable cause) {
    super(message, cause);
  }
}
