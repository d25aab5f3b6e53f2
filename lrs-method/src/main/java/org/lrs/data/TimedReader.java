package org.lrs.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a stream that must bring {@value #LEAST} bytes in each span of time. */
final class TimedReader implements AutoCloseable {
  private static final int LEAST = 1024;

  private final InputStream in;
  private final long span;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(TimedReader::daemon);
  private long end;
  private long bytes;

  TimedReader(InputStream in, Duration span) {
    this.in = in;
    this.span = span.toNanos();
    this.end = System.nanoTime() + this.span;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "download");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * As {@link InputStream#read(byte[])}.
   *
   * @throws HttpTimeoutException if too little has come in time
   */
  int read(byte[] buffer) throws IOException, InterruptedException {
    Future<Integer> next = worker.submit(() -> in.read(buffer));
    while (true) {
      try {
        int n = next.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        bytes += Math.max(0, n);
        return n;
      } catch (TimeoutException e) {
        if (bytes < LEAST) {
          throw new HttpTimeoutException("stalled");
        }
        bytes = 0;
        end = System.nanoTime() + span;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      }
    }
  }

  /** Ends a read that still waits; the stream is closed by its owner. */
  @Override
  public void close() {
    worker.shutdownNow();
  }
}
