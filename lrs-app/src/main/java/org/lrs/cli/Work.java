package org.lrs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that works with files; what goes wrong there ends it, see {@link Failures}. */
interface Work extends Callable<Integer> {
  /** Does the work. */
  void run() throws IOException;

  @Override
  default Integer call() throws IOException {
    run();
    return ExitCode.OK;
  }
}
