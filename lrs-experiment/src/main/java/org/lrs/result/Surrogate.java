package org.lrs.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lrs.Range;

/**
 * One surrogate: plain, refined, or several together.
 *
 * @param name unique name, as in the spec
 * @param model name of the pretrained network it is or was made from
 * @param origin name of the model of the same weights, not softened, whose plain surrogate this one
 *     is compared with; null and left out if that is {@code model}
 * @param method {@link #PLAIN}, {@link #ENSEMBLE}, or how it was refined: {@code fine-tune, lrs-1,
 *     lrs-2, lrs-f}
 * @param settings settings of the refinement: mode, batch-norm policy, weights, steps ...; of an
 *     ensemble its members
 * @param cleanAccuracy share of the attacked images it gets right when clean, or null
 * @param empiricalLipschitz mean empirical local Lipschitz constant, or null
 * @param inputGradientNorm mean L2 norm of the loss gradient at the images, or null
 * @param curvature mean curvature of the loss along its gradient, or null
 * @param warnings what the user should act on in its refinement, one sentence each
 * @param training terms of the loss at every recorded step; empty for a plain surrogate
 */
public record Surrogate(
    String name,
    String model,
    @JsonInclude(JsonInclude.Include.NON_NULL) String origin,
    String method,
    Map<String, String> settings,
    Double cleanAccuracy,
    Double empiricalLipschitz,
    Double inputGradientNorm,
    Double curvature,
    List<String> warnings,
    List<TrainingStep> training) {
  /** The {@code method} of a surrogate that was not refined. */
  public static final String PLAIN = "plain";

  /** The {@code method} of several surrogates together. */
  public static final String ENSEMBLE = "ensemble";

  public Surrogate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(method, "method");
    Range.checkShare("cleanAccuracy", cleanAccuracy);
    settings = RunResults.ordered(settings);
    warnings = List.copyOf(warnings);
    training = training == null ? List.of() : List.copyOf(training);
  }

  /** Name of the model whose plain surrogate this one is compared with. */
  public String comparedModel() {
    return origin == null ? model : origin;
  }

  /**
   * The plain surrogate of the weights that this one was refined or softened from; empty if it was
   * neither, or there is none.
   */
  public Optional<Surrogate> plain(List<Surrogate> among) {
    return among.stream()
        .filter(s -> s.method().equals(PLAIN) && s.model().equals(comparedModel()))
        .filter(s -> refined() || origin != null)
        .findFirst();
  }

  /** Number of steps of its refinement, or null if there was none. */
  public Long steps() {
    return training.isEmpty()
        ? null
        : training.get(training.size() - 1).step() - training.get(0).step() + 1;
  }

  /** Returns whether this surrogate was changed by a refinement. */
  public boolean refined() {
    return !method.equals(PLAIN) && !method.equals(ENSEMBLE);
  }

  /** Returns {@code plain}, {@code refined} or {@code ensemble}. */
  public String kind() {
    return refined() ? "refined" : method;
  }

  /**
   * The loss at one step of a refinement, each term a mean over the batch.
   *
   * @param step number of the step, from 0 or 1 upwards
   * @param crossEntropy cross-entropy of the clean images, or null if not trained on
   * @param penalty1 first penalty (gradient norm), before its weight, or null if not used
   * @param penalty2 second penalty (curvature), before its weight, or null if not used
   * @param further sum of all further terms, weighted, or null if there is none
   * @param total what was minimised
   * @param gradientNorm L2 norm of the parameter gradient before clipping
   * @param learningRate learning rate of the step
   */
  public record TrainingStep(
      long step,
      Double crossEntropy,
      Double penalty1,
      Double penalty2,
      Double further,
      double total,
      double gradientNorm,
      double learningRate) {}
}
