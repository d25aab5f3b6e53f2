package org.lrs.tensor;

/** A failure inside libtorch, told with the operation and the shapes it was given. */
public final class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NativeException(String message, Throwable cause) {
    super(message, cause);
  }
}
