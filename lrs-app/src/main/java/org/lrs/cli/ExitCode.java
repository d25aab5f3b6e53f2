package org.lrs.cli;

/** What the exit codes of all commands mean. */
public final class ExitCode {

  /** The command was carried out. */
  public static final int OK = 0;

  /** A fault of this program; {@code --debug} shows where. */
  public static final int FAULT = 1;

  /** Wrong usage or bad input: the command line, a spec or a file has to be changed. */
  public static final int INPUT = 2;

  /** The input was fine and the work failed: disk, permission, memory, network, diverged loss. */
  public static final int FAILED = 3;

  /** The command was carried out, and images break a rule. */
  public static final int BROKEN = 4;

  /** The terminal was closed; the Java runtime ends with it by itself, as with the next two. */
  public static final int HUNG_UP = 129;

  /** Interrupted by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  /** The reader of the output closed it before its end, as {@code | head} does. */
  public static final int UNREAD = 141;

  /** Terminated by {@code kill}, a scheduler or the end of the machine. */
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
