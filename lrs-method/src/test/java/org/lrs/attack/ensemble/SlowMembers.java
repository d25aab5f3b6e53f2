package org.lrs.attack.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** Several surrogates whose gradients and losses are formulas, and how often each is asked. */
final class SlowMembers {
  static final int COUNT = 3;

  private final List<Surrogate> members = new ArrayList<>();
  final int[] asked = new int[COUNT];

  SlowMembers() {
    for (int k = 0; k < COUNT; k++) {
      members.add(new Member(k, List.of()));
    }
  }

  AttackRun run() {
    return Slowly.run(Slowly.BALL).on(new Member(-1, members));
  }

  /** What a rule of members is begun with. */
  GradientEstimator.Kernel inner(AttackRun run) {
    int k = members.indexOf(run.surrogate());
    return (images, draws) -> {
      asked[k]++;
      return images.square().multiply(images).multiply(k + 1).add(-0.1 * (k + 2));
    };
  }

  static double[] gradient(int k, double[] x) {
    return Slowly.map(x, v -> (k + 1) * v * v * v - 0.1 * (k + 2));
  }

  /** Cross-entropy of one of two classes, whose logits are (k + 1) · Σ x² / 9 and Σ x / 3. */
  static double loss(int k, double[] x, int label) {
    double squares = 0;
    double sum = 0;
    for (double value : x) {
      squares += value * value;
      sum += value;
    }
    double difference = sum / 3 - (k + 1) * squares / 9;
    return Math.log1p(Math.exp(label == 0 ? difference : -difference));
  }

  static double[] project(double[] x, double[] clean) {
    double[] inside = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double moved = Math.max(-Slowly.RADIUS, Math.min(Slowly.RADIUS, x[i] - clean[i]));
      inside[i] = Math.max(0, Math.min(1, clean[i] + moved));
    }
    return inside;
  }

  static double[] sign(double[] x) {
    return Slowly.map(x, Math::signum);
  }

  private record Member(int k, List<Surrogate> members) implements Surrogate {
    @Override
    public Tensor logits(Tensor images) {
      Tensor squares = images.square().sumPerSample().multiply((k + 1) / 9.0);
      return Tensor.stack(List.of(squares, images.sumPerSample().divide(3)), 1);
    }

    @Override
    public Pass forward(Tensor images, Draws draws) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public void close() {}
  }
}
