package org.lrs.attack.objective;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Composition;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Objective;
import org.lrs.attack.Slot;
import org.lrs.model.LayeredSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The loss, the distance of features at several layers, and smoothness together (TAP).
 *
 * @param distanceWeight λ, in [0, 1000]
 * @param smoothWeight η, in [0, 1000]
 * @param exponent α, to which features are raised, in [0.1, 1]
 * @param layers names of the layers; none for four that divide the network into even parts
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "tap",
    summary = "raises the loss, the distance of features and the smoothness of the perturbation",
    paper =
        "Zhou, Hou, Chen, Tang, Huang, Gan, Yang: Transferable Adversarial Perturbations, "
            + "ECCV 2018",
    at = "equations 3 to 5",
    formula =
        """
        ℓ = CE_y + λ · Σ over layers ‖r(f(x)) − r(f(x + δ))‖₂² + η · Σ |box3×3 ∗ δ|
        r(f) = sign f · |f|^α   (targeted: −CE_t; the other terms stay)""",
    differences =
        "Four layers that every path passes, evenly spread, where the paper names layers of "
            + "each network and TransferAttack takes all blocks. Weights are TransferAttack's; it "
            + "pools without overlap and, targeted, lowers the distance and the smoothness too. "
            + "Beside transforms, δ is what is left between the transformed and the clean image. "
            + "torchattacks and foolbox do not have it.")
public record Tap(double distanceWeight, double smoothWeight, double exponent, List<String> layers)
    implements AttackRecipe, Objective {
  /** Layers that are used where none are named. */
  private static final int LAYERS = 4;

  // Values below this count as zero: the root's slope there has no bound.
  private static final double LEAST = 1e-6;
  private static final int BOX = 3;

  public Tap {
    Range.check("distanceWeight", distanceWeight, 0, 1000);
    Range.check("smoothWeight", smoothWeight, 0, 1000);
    Range.check("exponent", exponent, 0.1, 1);
    layers = List.copyOf(layers);
  }

  public Tap() {
    this(0.005, 0.01, 0.5, List.of());
  }

  @Override
  public void addTo(Composition attack) {
    attack.set(Slot.OBJECTIVE, this);
  }

  @Override
  public GradientEstimator.Kernel begin(AttackRun run) {
    return Objective.perMember(run, this::beginOn);
  }

  @Override
  public long evaluationsToBegin() {
    return 1;
  }

  private GradientEstimator.Kernel beginOn(AttackRun run) {
    List<String> used =
        layers.isEmpty()
            ? Depth.spread(run.layered(), LAYERS)
            : layers.stream().map(layer -> Depth.layer(run.layered(), layer)).toList();
    List<Tensor> clean = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      Draws own = run.input().draws().split("features");
      for (Tensor f : run.layered().forward(run.input().clean(), used, own).outputs()) {
        clean.add(scope.release(root(f, exponent)));
      }
    }
    return (images, draws) -> {
      LayeredSurrogate.LayersPass pass = run.layered().forward(images, used, draws);
      Tensor atLogits =
          Surrogate.atLogits(pass.logits(), z -> AttackLoss.CROSS_ENTROPY.perSample(z, run.aim()));
      List<Tensor> atFeatures = new ArrayList<>();
      for (int k = 0; k < used.size(); k++) {
        atFeatures.add(distanceGradient(pass.outputs().get(k), clean.get(k)));
      }
      Tensor moved = images.subtract(run.input().clean());
      return pass.inputGradient(atLogits, atFeatures)
          .addScaled(smoothGradient(moved), smoothWeight);
    };
  }

  private Tensor distanceGradient(Tensor features, Tensor from) {
    Tensor leaf = features.leaf();
    return Autograd.withGraph(
        () -> {
          Tensor away = root(leaf, exponent).subtract(from).square().sum();
          return Autograd.gradient(away.multiply(distanceWeight), leaf);
        });
  }

  /** sign(f) · |f|^α. */
  static Tensor root(Tensor features, double exponent) {
    Tensor size = features.abs();
    Tensor power = size.atLeast(LEAST).log().multiply(exponent).exp();
    return size.greaterThan(LEAST).choose(features.sign().multiply(power), features.zerosLike());
  }

  /** Gradient of Σ |box ∗ δ|; the box is its own mirror image. */
  static Tensor smoothGradient(Tensor moved) {
    return box(box(moved).sign());
  }

  private static Tensor box(Tensor images) {
    return NeuralOps.averagePool(images, BOX, 1, BOX / 2);
  }
}
