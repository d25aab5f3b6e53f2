package org.lrs.refine;

import java.util.List;
import java.util.function.Supplier;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Sharpness-aware minimisation: each step takes the gradient where the loss nearby is highest, to
 * first order, ∇L(θ + ρ g / ‖g‖₂) with g = ∇L(θ), and applies it at θ.
 *
 * <p>L is the whole loss of the step, with every penalty and term. ‖g‖₂ is over all trained weights
 * together; where it is 0 the step is a plain one. Running statistics of batch normalisation follow
 * the pass at θ alone.
 *
 * @param radius ρ, length of the climb
 */
@Source(
    paper =
        "Foret, Kleiner, Mobahi, Neyshabur: Sharpness-Aware Minimization for Efficiently Improving"
            + " Generalization, ICLR 2021, arXiv 2010.01412",
    at = "algorithm 1, p = 2")
public record SharpnessAware(double radius) implements StepRule {

  public SharpnessAware {
    Range.checkAbove("sharpness.radius", radius, 0, 10);
  }

  @Override
  public int evaluations() {
    return 2;
  }

  /** The loss and its gradient at the top of the climb. */
  @Override
  public StepLoss.Measured gradient(
      StepLoss.Measured here,
      List<Tensor> trained,
      List<Tensor> state,
      Supplier<StepLoss.Measured> loss) {
    if (here.norm() == 0) {
      return here;
    }
    try (Scope scope = Scope.open()) {
      // Copied, not subtracted again: θ + e - e need not be θ in floating point.
      List<Tensor> before = state.stream().map(tensor -> tensor.detach().copy()).toList();
      Autograd.withoutGraph(
          () -> {
            for (int i = 0; i < trained.size(); i++) {
              trained.get(i).addScaledInPlace(here.gradients().get(i), radius / here.norm());
            }
            return null;
          });
      StepLoss.Measured top = loss.get();
      for (int i = 0; i < state.size(); i++) {
        state.get(i).detach().copyFrom(before.get(i));
      }
      top.gradients().forEach(scope::release);
      return top;
    }
  }
}
