package org.lrs.cli;

/**
 * Tells, when Ctrl-C ends a command, how to go on. The Java runtime then exits with {@link
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
   * @param how what the user can do to go on
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
      // The hook is running: it says what there is to say.
      return;
    }
  }
}
