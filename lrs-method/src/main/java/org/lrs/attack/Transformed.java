package org.lrs.attack;

import java.util.List;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The mean gradient of an objective over copies of the images that went through transforms, one
 * after the other.
 */
final class Transformed implements GradientEstimator.Kernel {
  private final Objective.Kernel objective;
  private final List<Transform> transforms;
  private final List<Transform.Kernel> kernels;

  Transformed(Objective.Kernel objective, List<Transform> transforms, AttackRun run) {
    this.objective = objective;
    this.transforms = transforms;
    this.kernels = transforms.stream().map(t -> t.begin(run)).toList();
  }

  /** Copies of an image that all transforms make together. */
  static int copies(List<Transform> transforms) {
    return transforms.stream().mapToInt(Transform::copies).reduce(1, Math::multiplyExact);
  }

  /** Gradient evaluations of all copies together. */
  static long evaluations(List<Transform> transforms) {
    return copies(transforms)
        * (1L + transforms.stream().mapToInt(Transform::ownEvaluations).sum());
  }

  @Override
  public Tensor at(Tensor images, Draws draws) {
    if (transforms.isEmpty()) {
      return objective.gradient(images, draws);
    }
    int copies = copies(transforms);
    try (Scope scope = Scope.open()) {
      Tensor sum = null;
      for (int copy = 0; copy < copies; copy++) {
        try (Scope one = Scope.open()) {
          Tensor gradient = through(images, draws.split("copy").split(copy), copy);
          if (sum == null) {
            sum = one.release(gradient);
          } else {
            sum.addScaledInPlace(gradient, 1);
          }
        }
      }
      return scope.release(copies == 1 ? sum : sum.divide(copies));
    }
  }

  private Tensor through(Tensor images, Draws draws, int copy) {
    Tensor leaf = images.leaf();
    Tensor changed = Autograd.withGraph(() -> change(leaf, draws, copy));
    Tensor gradient = objective.gradient(changed.detach(), draws);
    return Autograd.withGraph(() -> Autograd.gradient(changed.multiply(gradient).sum(), leaf));
  }

  private Tensor change(Tensor images, Draws draws, int copy) {
    Tensor changed = images;
    int rest = copy;
    for (int i = 0; i < transforms.size(); i++) {
      int own = transforms.get(i).copies();
      changed = kernels.get(i).apply(changed, draws.split("transform").split(i), rest % own);
      rest /= own;
    }
    return changed;
  }

  @Override
  public void close() {
    objective.close();
    kernels.forEach(Transform.Kernel::close);
  }
}
