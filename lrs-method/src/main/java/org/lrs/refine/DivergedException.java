package org.lrs.refine;

/** Training met a loss that is no finite number; the last good checkpoint is kept. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, int batch, double loss, double lastFinite) {
    super(
        "training diverged: the loss became "
            + loss
            + " in epoch "
            + epoch
            + ", batch "
            + batch
            + " (last finite value "
            + lastFinite
            + "); the last good checkpoint is kept. Lower the learning rate or the penalties'"
            + " weights, or set clipNorm");
  }
}
