package org.lrs.cli;

/**
 * Prints, when Ctrl-C ends a command, how to resume. The Java runtime then exits with {@link
 * ExitCode#INTERRUPTED}.
 */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now until closed, an interruption prints a sentence.
   *
   * @param line where it is printed
   * @param how what the user can do to resume
   */
  static Interruption during(ProgressLine line, String how) {
    Thread hook = new Thread(() -> line.println("lrs: interrupted; " + how), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook is running: it prints the message.
      return;
    }
  }
}
