package org.lrs.refine;

import java.util.Locale;
import java.util.Optional;
import org.lrs.data.Augmentation;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.lipschitz.PenaltyMode;

/** What a refinement adds to the cross-entropy: a name for default settings. */
public enum Method {
  /** Cross-entropy alone: the control. */
  FINE_TUNE(false, false),
  /** Gradient norm. */
  LRS_1(true, false),
  /** Curvature. */
  LRS_2(false, true),
  /** Both. */
  LRS_F(true, true),
  /** Adversarial images alone, at a small radius. */
  ADVERSARIAL(false, false),
  /** Clean and adversarial images, each with a batch normalisation of their own. */
  ADVPROP(false, false),
  /** Norm of the input gradient, by double backward. */
  INPUT_GRADIENT(false, false),
  /** Norm of the logits' Jacobian. */
  JACOBIAN(false, false),
  /** Cross-entropy of smoothed labels. */
  LABEL_SMOOTHING(false, false),
  /** Sharpness-aware steps. */
  SAM(false, false),
  /** The mean of the numbers on the way. */
  SWA(false, false),
  /** Networks drawn around that mean. */
  SWAG(false, false),
  /** A walk at a high learning rate, whose snapshots are the surrogate. */
  LGV(false, false);

  private final boolean first;
  private final boolean second;

  Method(boolean first, boolean second) {
    this.first = first;
    this.second = second;
  }

  /** Name in specs: {@code lrs-f}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Exactly the settings of the published CIFAR-10 release: no clipping, no warm-up. On small,
   * overconfident networks they start with a collapse of clean accuracy.
   */
  public FineTuneSettings published() {
    return with(
        new FineTuneSettings(
            10,
            0,
            128,
            1e-3,
            Schedule.CONSTANT,
            0.9,
            5e-4,
            0,
            0,
            0,
            new Augmentation(4, true),
            0.9,
            60,
            new LrsSettings(
                first ? 2 : 1,
                first ? 5 : 0,
                second ? 5 : 0,
                DifferenceStep.normalized(0.01),
                DifferenceStep.normalized(1.5),
                PenaltyMode.LINEAGE,
                BatchNormPolicy.FROZEN_AFTER_FIRST_BATCH)));
  }

  /** The default: clipped and warmed up, so that the surrogate keeps its clean accuracy. */
  public FineTuneSettings stable() {
    return with(
        new FineTuneSettings(
            1,
            0,
            128,
            1e-2,
            Schedule.CONSTANT,
            0.9,
            5e-4,
            1,
            25,
            0,
            new Augmentation(4, true),
            0.9,
            60,
            new LrsSettings(
                1,
                // Beside LRS-2 a tenth: the heavy tails of LRS-1's gradient would use up the clip.
                first ? (second ? 0.01 : 0.1) : 0,
                second ? 0.05 : 0,
                DifferenceStep.normalized(0.01),
                DifferenceStep.normalized(1.5),
                PenaltyMode.REFERENCE,
                BatchNormPolicy.CLEAN_PASS)));
  }

  /** Settings with what the method adds beside the penalties. */
  private FineTuneSettings with(FineTuneSettings base) {
    AdversarialTraining attack = new AdversarialTraining();
    // Those of LGV are its authors' own: it leaves the minimum on purpose and loses accuracy.
    boolean walk = this == LGV;
    return new FineTuneSettings(
        walk ? 10 : base.epochs(),
        base.maxSteps(),
        base.batchSize(),
        walk ? 0.05 : base.learningRate(),
        base.schedule(),
        base.momentum(),
        walk ? 1e-4 : base.weightDecay(),
        walk ? 0 : base.clipNorm(),
        base.warmUpSteps(),
        base.stepWarmUpSteps(),
        base.augmentation(),
        walk ? 0.5 : base.accuracyFloor(),
        base.checkpointSeconds(),
        this == ADVERSARIAL ? base.lrs().withCrossEntropyWeight(0) : base.lrs(),
        only(this == LABEL_SMOOTHING, 0.1),
        switch (this) {
          case ADVERSARIAL -> Optional.of(attack);
          case ADVPROP -> Optional.of(attack.withAuxiliaryBatchNorm());
          default -> Optional.empty();
        },
        only(this == INPUT_GRADIENT, new InputGradientPenalty()),
        only(this == JACOBIAN, new JacobianPenalty()),
        only(this == SAM, new Sharpness()),
        switch (this) {
          case SWA -> Optional.of(new Averaging());
          case SWAG -> Optional.of(new Averaging().withDraws());
          default -> Optional.empty();
        });
  }

  private static <T> Optional<T> only(boolean condition, T value) {
    return condition ? Optional.of(value) : Optional.empty();
  }
}
