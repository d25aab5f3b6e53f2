package org.lrs.cli;

/**
 * A configuration of {@code java.util.logging} without handlers: libraries would print stack traces
 * of what the program states in a sentence.
 */
public final class NoLogging {
  /** Called by the log manager; sets up nothing. */
  public NoLogging() {}
}
