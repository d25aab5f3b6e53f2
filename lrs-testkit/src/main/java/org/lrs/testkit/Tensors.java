package org.lrs.testkit;

import org.lrs.format.HostTensor;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Comparison and conversion of tensors in tests. */
public final class Tensors {
  private Tensors() {}

  /** Largest absolute difference. */
  public static double largestDifference(Tensor a, Tensor b) {
    try (Scope scope = Scope.open()) {
      return a.detach().subtract(b.detach()).abs().reshape(-1).max(false, 0).item();
    }
  }

  /** ‖a - b‖ / ‖b‖. */
  public static double relativeError(Tensor a, Tensor b) {
    try (Scope scope = Scope.open()) {
      double error = Math.sqrt(a.detach().subtract(b.detach()).square().sum().item());
      return error / Math.sqrt(b.detach().square().sum().item());
    }
  }

  /** Share of entries that differ by at most {@code tolerance}. */
  public static double shareWithin(Tensor a, Tensor b, double tolerance) {
    try (Scope scope = Scope.open()) {
      Tensor far = a.detach().subtract(b.detach()).abs().greaterThan(tolerance);
      return 1 - Math.round(far.to(Kind.FLOAT32).sum().item()) / (double) a.elements();
    }
  }

  /** A float tensor from a file's. */
  public static Tensor of(HostTensor host) {
    return Tensor.of(host.toFloats(), host.shape());
  }
}
