package org.lrs.experiment.stage;

import java.util.function.Supplier;
import org.lrs.evaluate.Target;

/**
 * Keeps the target that was used last open, since stages come target by target and opening one can
 * take longer than asking it.
 */
public final class OpenTarget implements AutoCloseable {

  private Predictor owner;
  private Target target;

  /** The open target of this predictor; another one is closed first. */
  Target of(Predictor predictor, Supplier<Target> opener) {
    if (!predictor.equals(owner)) {
      close();
      target = opener.get();
      owner = predictor;
    }
    return target;
  }

  @Override
  public void close() {
    owner = null;
    if (target != null) {
      target.close();
      target = null;
    }
  }
}
