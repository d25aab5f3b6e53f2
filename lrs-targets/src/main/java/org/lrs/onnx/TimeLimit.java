package org.lrs.onnx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stops work that takes too long: begins when it is made, ends when it is closed. */
final class TimeLimit implements AutoCloseable {
  private final CompletableFuture<Void> stopping;
  private volatile boolean over;

  /**
   * @param stop ends the work, from another thread
   */
  TimeLimit(Duration longest, Runnable stop) {
    stopping =
        CompletableFuture.runAsync(
            () -> {
              over = true;
              stop.run();
            },
            CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Whether the time is over, and the work was or is being stopped. */
  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    stopping.cancel(false);
  }
}
