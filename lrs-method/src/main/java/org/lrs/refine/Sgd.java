package org.lrs.refine;

import java.util.ArrayList;
import java.util.List;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Stochastic gradient descent with momentum and weight decay, as libtorch defines it. */
final class Sgd implements AutoCloseable {
  private static final double CLIP_SLACK = 1e-6;

  private final List<Tensor> parameters;
  private final List<Tensor> velocities = new ArrayList<>();
  private final double momentum;
  private final double weightDecay;

  Sgd(List<Tensor> parameters, double momentum, double weightDecay) {
    this.parameters = parameters;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    try (Scope scope = Scope.open()) {
      for (Tensor parameter : parameters) {
        velocities.add(parameter.detach().zerosLike().keep());
      }
    }
  }

  List<Tensor> velocities() {
    return velocities;
  }

  /** Norm of all gradients together. */
  static double norm(List<Tensor> gradients) {
    try (Scope scope = Scope.open()) {
      List<Tensor> squares = gradients.stream().map(g -> g.square().sum()).toList();
      return Math.sqrt(Tensor.stack(squares, 0).sum().item());
    }
  }

  /** v ← μ v + (g · scale + decay · p); p ← p - rate · v. */
  void step(List<Tensor> gradients, double norm, double clipNorm, double rate) {
    double scale = clipNorm > 0 && norm > clipNorm ? clipNorm / (norm + CLIP_SLACK) : 1;
    Autograd.withoutGraph(
        () -> {
          for (int i = 0; i < parameters.size(); i++) {
            Tensor velocity = velocities.get(i);
            Tensor parameter = parameters.get(i);
            velocity.multiplyInPlace(momentum);
            velocity.addScaledInPlace(gradients.get(i), scale);
            velocity.addScaledInPlace(parameter, weightDecay);
            parameter.addScaledInPlace(velocity, -rate);
          }
          return null;
        });
  }

  @Override
  public void close() {
    velocities.forEach(Tensor::close);
  }
}
