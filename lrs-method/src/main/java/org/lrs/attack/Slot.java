package org.lrs.attack;

/**
 * A part of the loop that only one attack can set.
 *
 * @param type of what is set
 * @param what the part decides, for messages
 * @param usual what it is where no attack sets it: that of I-FGSM
 */
public record Slot<T>(Class<T> type, String what, T usual) {
  /** Where the attack starts. */
  public static final Slot<Start> START =
      new Slot<>(Start.class, "where the attack starts", Start.CLEAN);

  /** Where gradients are taken. */
  public static final Slot<QueryPoint> QUERY_POINT =
      new Slot<>(QueryPoint.class, "where gradients are taken", QueryPoint.CURRENT);

  /** What is raised. */
  public static final Slot<Objective> OBJECTIVE =
      new Slot<>(Objective.class, "what is raised", AttackLoss.CROSS_ENTROPY);

  /** How the gradients of several surrogates become one. */
  public static final Slot<MemberRule> MEMBERS =
      new Slot<>(MemberRule.class, "how several surrogates become one gradient", MemberRule.FUSED);

  /** How gradients of several places become one. */
  public static final Slot<GradientEstimator> ESTIMATOR =
      new Slot<>(
          GradientEstimator.class,
          "how gradients of several places become one",
          GradientEstimator.HERE);

  /** What is done to the gradient before it is normalised. */
  public static final Slot<UpdateRule> SMOOTHING =
      new Slot<>(UpdateRule.class, "how the gradient is smoothed", UpdateRule.IDENTITY);

  /** How gradients become a direction. */
  public static final Slot<UpdateRule> DIRECTION =
      new Slot<>(UpdateRule.class, "how gradients become a direction", UpdateRule.IDENTITY);

  /** How a direction moves the images. */
  public static final Slot<StepRule> STEP =
      new Slot<>(StepRule.class, "how a direction moves the images", StepRule.STEEPEST);

  /** Steps that belong to the attack and cannot be changed. */
  public static final Slot<Steps> STEPS = new Slot<>(Steps.class, "the steps", Steps.PUBLISHED);
}
