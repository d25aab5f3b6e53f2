package org.lrs.refine;

/** Training met a loss that is no finite number; the last good checkpoint is kept. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  DivergedException(int epoch, int batch, double loss, double lastFinite) {
    this(
        "training diverged: the loss became %s in epoch %s, batch %s (last finite value %s)"
            .formatted(loss, epoch, batch, lastFinite));
  }

  private DivergedException(String reason) {
    super(
        reason
            + "; the last good checkpoint is kept. Lower the learning rate or the penalties'"
            + " weights, or set clipNorm");
    this.reason = reason;
  }

  /** What happened, without the advice for a single training that the message ends with. */
  public String reason() {
    return reason;
  }
}
