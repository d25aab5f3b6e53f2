package org.lrs.experiment.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.lrs.evaluate.Target;

/**
 * Keeps the target that a thread used last open, since stages come target by target and opening one
 * can take longer than a prediction.
 */
public final class OpenTarget implements AutoCloseable {

  private record Held(NetworkRef owner, Target target) {}

  private final Map<Thread, Held> held = new ConcurrentHashMap<>();

  /**
   * The open target of this network; another one of this thread is closed first.
   *
   * @param opener opens it, unless it is open
   */
  public Target of(NetworkRef network, Supplier<Target> opener) {
    Held last = held.get(Thread.currentThread());
    if (last != null && last.owner().equals(network)) {
      return last.target();
    }
    if (last != null) {
      held.remove(Thread.currentThread());
      last.target().close();
    }
    Target target = opener.get();
    held.put(Thread.currentThread(), new Held(network, target));
    return target;
  }

  /** Closes the targets of all threads, none of which may be predicting. */
  @Override
  public void close() {
    held.values().forEach(last -> last.target().close());
    held.clear();
  }
}
