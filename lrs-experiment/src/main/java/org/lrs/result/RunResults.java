package org.lrs.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.attack.Rounding;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.statistics.SuccessRate;
import org.lrs.threat.Ball;

/**
 * The figures of a run: what {@code results.json} holds, and all that reports, comparisons and
 * sweeps read.
 *
 * <p>The order of every list and map is the order of the spec. A figure that was not measured is
 * {@code null}; rates and accuracies lie in [0, 1]; pixel units are those of images in [0, 1]. The
 * same spec, seed and machine give the same values.
 *
 * @param name title of the experiment
 * @param cells success of one attack, crafted on one surrogate, on one target
 * @param gains what surrogates gain over the plain ones they were made from; empty in results of
 *     versions that did not measure it
 * @param curves success after the recorded steps of the attacks; empty if none were recorded
 */
public record RunResults(
    int format,
    String name,
    Dataset dataset,
    List<Surrogate> surrogates,
    List<Target> targets,
    List<Attack> attacks,
    List<Cell> cells,
    List<Gain> gains,
    List<CurvePoint> curves,
    List<Perturbation> perturbations,
    List<Finding> findings) {

  /** The {@code format} of this layout; changes when it does. */
  public static final int FORMAT = 2;

  public RunResults {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dataset, "dataset");
    surrogates = List.copyOf(surrogates);
    targets = List.copyOf(targets);
    attacks = List.copyOf(attacks);
    cells = List.copyOf(cells);
    // Earlier versions measured neither.
    gains = gains == null ? List.of() : List.copyOf(gains);
    curves = curves == null ? List.of() : List.copyOf(curves);
    perturbations = List.copyOf(perturbations);
    findings = List.copyOf(findings);
    Set<String> attackNames = names("attack", attacks.stream().map(Attack::name));
    Set<String> surrogateNames = names("surrogate", surrogates.stream().map(Surrogate::name));
    Set<String> targetNames = names("target", targets.stream().map(Target::name));
    for (Cell cell : cells) {
      known("surrogate", cell.surrogate(), surrogateNames);
      known("attack", cell.attack(), attackNames);
      known("target", cell.target(), targetNames);
    }
    for (Gain gain : gains) {
      known("surrogate", gain.surrogate(), surrogateNames);
      known("surrogate", gain.plain(), surrogateNames);
      if (gain.attack() != null) {
        known("attack", gain.attack(), attackNames);
      }
    }
    for (CurvePoint point : curves) {
      known("surrogate", point.surrogate(), surrogateNames);
      known("attack", point.attack(), attackNames);
      if (point.target() != null) {
        known("target", point.target(), targetNames);
      }
    }
    for (Perturbation perturbation : perturbations) {
      known("surrogate", perturbation.surrogate(), surrogateNames);
      known("attack", perturbation.attack(), attackNames);
    }
  }

  /**
   * The attacked images.
   *
   * @param dataset name of the data set, for instance {@code cifar10}
   * @param split part of it, for instance {@code test}; may be empty
   * @param images number of attacked images
   * @param classNames name of each class; empty if the classes have none
   */
  public record Dataset(String dataset, String split, int images, List<String> classNames) {
    public Dataset {
      Objects.requireNonNull(dataset, "dataset");
      Objects.requireNonNull(split, "split");
      Range.checkAtLeast("images", images, 0);
      classNames = List.copyOf(classNames);
    }

    /** Returns the name of a class, or {@code class 7} for the unnamed class 7. */
    public String className(int label) {
      return label >= 0 && label < classNames.size() ? classNames.get(label) : "class " + label;
    }
  }

  /**
   * One target.
   *
   * @param name unique name, as in the spec
   * @param architecture for instance {@code resnet56-a}; may be empty
   * @param cleanAccuracy share of the attacked images it gets right when clean, or null
   * @param kind where it runs, for instance {@code network} or {@code onnx}
   */
  public record Target(String name, String architecture, Double cleanAccuracy, String kind) {
    public Target {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(architecture, "architecture");
      Objects.requireNonNull(kind, "kind");
      Range.checkShare("cleanAccuracy", cleanAccuracy);
    }
  }

  /**
   * One attack with its settings.
   *
   * @param name unique name, as in the spec
   * @param recipe published attack it is, for instance {@code mi-fgsm}
   * @param norm norm of the ball: {@code linf} or {@code l2}
   * @param epsilon radius of the ball in pixel units
   * @param stepSize length of one step in pixel units
   * @param gradients gradient evaluations per image on a surrogate of one network, or null
   * @param goal {@code untargeted} or {@code targeted}
   * @param settings further settings, for instance {@code momentumDecay}
   */
  public record Attack(
      String name,
      String recipe,
      String norm,
      double epsilon,
      double stepSize,
      int steps,
      Long gradients,
      String goal,
      Map<String, String> settings) {
    public Attack {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(recipe, "recipe");
      Objects.requireNonNull(norm, "norm");
      Objects.requireNonNull(goal, "goal");
      Range.checkNotNegative("stepSize", stepSize);
      Range.checkAtLeast("steps", steps, 0);
      Ball.of(norm, epsilon);
      settings = ordered(settings);
    }
  }

  /**
   * Success of one attack, crafted on one surrogate, on one target, each by its name.
   *
   * @param all successes among all images
   * @param cleanCorrect successes among the images the target gets right when clean
   */
  public record Cell(
      String surrogate, String attack, String target, SuccessRate all, SuccessRate cleanCorrect) {
    public Cell {
      Objects.requireNonNull(all, "all");
      Objects.requireNonNull(cleanCorrect, "cleanCorrect");
    }
  }

  /**
   * Success of one attack, as in a cell, after some of its steps.
   *
   * @param target name of the target, or null for the surrogate itself
   * @param step number of steps done
   * @param gradients gradient evaluations per image in these steps
   */
  public record CurvePoint(
      String surrogate,
      String attack,
      String target,
      int step,
      long gradients,
      SuccessRate all,
      SuccessRate cleanCorrect) {
    public CurvePoint {
      Range.checkAtLeast("step", step, 0);
      Objects.requireNonNull(all, "all");
      Objects.requireNonNull(cleanCorrect, "cleanCorrect");
    }
  }

  /**
   * What one attack did on one surrogate, measured on the images as saved (8 bit).
   *
   * @param meanLinf mean over images of the L∞ norm, pixel units
   * @param maxLinf largest L∞ norm, pixel units
   * @param meanL2 mean over images of the L2 norm, pixel units
   * @param maxL2 largest L2 norm, pixel units
   * @param zeroGradients share of image gradients that were exactly zero, or null
   * @param whiteBox success on the surrogate itself among the images it gets right, or null
   * @param rounding images that rounding to 8 bits lost on the surrogate itself, or null
   */
  public record Perturbation(
      String surrogate,
      String attack,
      double meanLinf,
      double maxLinf,
      double meanL2,
      double maxL2,
      Double zeroGradients,
      SuccessRate whiteBox,
      Rounding rounding) {
    public Perturbation {
      Range.checkNotNegative("meanLinf", meanLinf);
      Range.checkNotNegative("maxLinf", maxLinf);
      Range.checkNotNegative("meanL2", meanL2);
      Range.checkNotNegative("maxL2", maxL2);
      Range.checkShare("zeroGradients", zeroGradients);
    }
  }

  static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static Set<String> names(String kind, Stream<String> names) {
    Set<String> seen = new LinkedHashSet<>();
    names.forEach(
        name -> Range.require(seen.add(name), "two of the " + kind + "s are named " + name));
    return seen;
  }

  private static void known(String kind, String name, Set<String> names) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no %s named '%s'; there is %s".formatted(kind, name, names));
    }
  }
}
