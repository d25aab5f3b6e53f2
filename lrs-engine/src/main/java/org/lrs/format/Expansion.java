package org.lrs.format;

/**
 * How large compressed data may become. Photographs shrink by a factor of two or three, drawings of
 * digits by five; what becomes far larger was made to fill the memory.
 */
public final class Expansion {
  /** Times that data may become larger, beyond what is always allowed. */
  public static final int LARGEST_FACTOR = 100;

  private static final long ALWAYS_ALLOWED = 128L << 20;

  private Expansion() {}

  /** Bytes that so many stored ones may become. */
  public static long most(long stored) {
    return ALWAYS_ALLOWED + LARGEST_FACTOR * stored;
  }
}
