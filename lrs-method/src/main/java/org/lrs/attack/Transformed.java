package org.lrs.attack;

import java.util.List;
import org.lrs.Range;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * The mean gradient of an objective over copies of the images that went through transforms, one
 * after the other.
 */
record Transformed(
    GradientEstimator.Kernel objective, List<Transform> transforms, List<Transform.Kernel> kernels)
    implements GradientEstimator.Kernel {

  private static final double MOST_COPIES = 1e6;

  static GradientEstimator.Kernel begin(
      GradientEstimator.Kernel objective, List<Transform> transforms, AttackRun run) {
    return transforms.isEmpty()
        ? objective
        : new Transformed(
            objective, transforms, transforms.stream().map(t -> t.begin(run)).toList());
  }

  /**
   * Copies of an image that all transforms make together.
   *
   * @throws IllegalArgumentException for more than a million
   */
  static int copies(List<Transform> transforms) {
    double copies = transforms.stream().mapToDouble(Transform::copies).reduce(1, (a, b) -> a * b);
    Range.require(
        copies <= MOST_COPIES,
        "the transforms make more than a million copies of each image together; lower their"
            + " copies");
    return (int) copies;
  }

  /** Gradient evaluations of all copies together. */
  static long evaluations(List<Transform> transforms) {
    return copies(transforms)
        * (1L + transforms.stream().mapToInt(Transform::ownEvaluations).sum());
  }

  @Override
  public Tensor at(Tensor images, Draws draws) {
    int copies = copies(transforms);
    Tensor sum = Means.sum(copies, copy -> through(images, draws.split("copy").split(copy), copy));
    return copies == 1 ? sum : sum.divide(copies);
  }

  private Tensor through(Tensor images, Draws draws, int copy) {
    Tensor leaf = images.leaf();
    Tensor changed = Autograd.withGraph(() -> change(leaf, draws, copy));
    Tensor gradient = objective.at(changed.detach(), draws);
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
}
