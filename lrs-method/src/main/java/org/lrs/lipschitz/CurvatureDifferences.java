package org.lrs.lipschitz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * LRS-2 without double backward: four ordinary passes stand for the second derivative.
 *
 * <p>Let Δgᵢ be the change of the gradient from x to x + z, and P(Δg) the penalty. With pᵢ =
 * ∂P/∂Δgᵢ held constant, M = maxᵢ ‖pᵢ‖, vᵢ = pᵢ / M and ℓ summed over the batch, ∂P/∂θ = M · ∂/∂θ
 * [ℓ(x + z + r v) − ℓ(x + z − r v) − ℓ(x + r v) + ℓ(x − r v)] / (2 r) + O(r²). Each pass is
 * reversed at once, so memory is that of plain training. The one largest step has length r; shorter
 * ones keep the weights of the samples right where batch statistics connect them.
 *
 * @param penalty what is differentiated
 * @param radius r, in the space of the penalty's step
 */
@Source(
    paper = Source.LRS,
    at = "LRS-2; the central difference in place of double backward is this project's own")
public record CurvatureDifferences(CurvaturePenalty penalty, double radius) {

  public CurvatureDifferences {
    Range.require(
        radius > 0 && Double.isFinite(radius), "difference2 must be above 0, got " + radius);
  }

  /**
   * The penalty of a batch, before its weight: its exact value, with a history to the parameters
   * whose gradient is the difference above.
   *
   * @param trained the parameters
   */
  public Tensor of(LossPoint point, List<Tensor> trained) {
    DifferenceStep step = penalty.step();
    Tensor here = step.gradientHere(point.gradient(), point.std());
    Tensor far = penalty.far(point, here).leaf();
    Tensor farGradient;
    try (Scope pass = Scope.open()) {
      Tensor loss = point.lossOf().apply(far).sum();
      farGradient = pass.release(Autograd.gradientKeepingGraph(loss, far));
    }
    Tensor change = step.gradientHere(farGradient, point.std()).subtract(here).leaf();
    Tensor value = penalty.reduced(change.square().sumPerSample());
    Tensor pull = Autograd.gradientKeepingGraph(value, change);
    double largest = pull.normPerSample().max(false, 0).item();
    if (largest == 0) {
      return value.detach();
    }
    DifferenceStep small = new DifferenceStep(radius, step.space());
    Tensor direction = pull.divide(largest);
    List<Tensor> sum = new ArrayList<>();
    for (Tensor way : List.of(direction, direction.negate())) {
      double sign = way == direction ? 1 : -1;
      add(sum, point, small.stepFrom(far.detach(), way, point.std()), trained, sign);
      add(sum, point, small.stepFrom(point.images(), way, point.std()), trained, -sign);
    }
    // A linear function of the parameters has the gradient that is needed, and here the value zero.
    Tensor linear = linear(trained, sum).multiply(largest / (2 * radius));
    return value.detach().add(linear.subtract(linear.detach()));
  }

  private static void add(
      List<Tensor> sum, LossPoint point, Tensor images, List<Tensor> trained, double sign) {
    try (Scope pass = Scope.open()) {
      // A folded network's parameters are made once and read by every pass.
      List<Tensor> gradients =
          Autograd.gradientsKeepingGraph(point.lossOf().apply(images).sum(), trained);
      if (sum.isEmpty()) {
        gradients.forEach(gradient -> sum.add(pass.release(gradient.multiply(sign))));
        return;
      }
      for (int i = 0; i < sum.size(); i++) {
        Tensor unused = sum.get(i).addScaledInPlace(gradients.get(i), sign);
      }
    }
  }

  private static Tensor linear(List<Tensor> values, List<Tensor> factors) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> values.get(i).multiply(factors.get(i)).sum())
        .reduce(Tensor::add)
        .orElseThrow();
  }
}
