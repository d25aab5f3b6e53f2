package org.lrs.attack;

/**
 * A part of the loop that only one attack can set; {@link #STEPS} are those that cannot be changed.
 *
 * @param type of what is set
 * @param what the part decides, for messages
 * @param usual what it is where no attack sets it: that of I-FGSM
 */
public record Slot<T>(Class<T> type, String what, T usual) {
  public static final Slot<Start> START =
      new Slot<>(Start.class, "where the attack starts", Start.CLEAN);

  public static final Slot<QueryPoint> QUERY_POINT =
      new Slot<>(QueryPoint.class, "where gradients are taken", QueryPoint.CURRENT);

  public static final Slot<Objective> OBJECTIVE =
      new Slot<>(Objective.class, "what is raised", AttackLoss.CROSS_ENTROPY);

  public static final Slot<MemberRule> MEMBERS =
      new Slot<>(MemberRule.class, "how several surrogates become one gradient", MemberRule.FUSED);

  public static final Slot<GradientEstimator> ESTIMATOR =
      new Slot<>(
          GradientEstimator.class,
          "how gradients of several places become one",
          GradientEstimator.HERE);

  public static final Slot<UpdateRule> SMOOTHING =
      new Slot<>(UpdateRule.class, "how the gradient is smoothed", UpdateRule.IDENTITY);

  public static final Slot<UpdateRule> DIRECTION =
      new Slot<>(UpdateRule.class, "how gradients become a direction", UpdateRule.IDENTITY);

  public static final Slot<StepRule> STEP =
      new Slot<>(StepRule.class, "how a direction moves the images", StepRule.STEEPEST);

  public static final Slot<Steps> STEPS = new Slot<>(Steps.class, "the steps", Steps.PUBLISHED);
}
