package org.lrs.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Perturbation;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;

/** Tables of what took part, what the attacks did, what was checked and where it comes from. */
record FactsSection(RunResults model) {

  /** Returns what the attacks did, then attacks, surrogates and targets with their settings. */
  List<Grid<?>> tables() {
    return Stream.of(perturbations(), attacks(), surrogates(), targets())
        .filter(grid -> !grid.items().isEmpty())
        .toList();
  }

  private Grid<?> attacks() {
    return Grid.of("Attacks", model.attacks())
        .column("Attack", Attack::name)
        .column("Recipe", Attack::recipe)
        .column("Norm", a -> Figures.norm(a.norm()))
        .number("ε", a -> Figures.length(a.norm(), a.epsilon()))
        .number("Step size", a -> Figures.length(a.norm(), a.stepSize()))
        .number("Steps", a -> Figures.count(a.steps()))
        .number("Gradients per image", a -> Figures.count(a.gradients()))
        .column("Goal", Attack::goal)
        .column("Settings", a -> word(Figures.settings(a.settings())));
  }

  private Grid<?> surrogates() {
    return Grid.of("Surrogates", model.surrogates())
        .column("Surrogate", Surrogate::name)
        .column("Model", Surrogate::model)
        .column("Method", Surrogate::method)
        .column("Settings", s -> word(Figures.settings(s.settings())));
  }

  private Grid<?> targets() {
    return Grid.of("Targets", model.targets())
        .column("Target", Target::name)
        .column("Architecture", t -> word(t.architecture()))
        .column("Kind", t -> word(t.kind()))
        .number("Clean accuracy", t -> Figures.percentSign(t.cleanAccuracy()));
  }

  /** The size of the perturbations and the success on the surrogate itself. */
  private Grid<?> perturbations() {
    return Grid.of("Perturbations as saved (8 bit)", model.perturbations())
        .column("Surrogate", Perturbation::surrogate)
        .column("Attack", Perturbation::attack)
        .number("Success on itself", p -> Figures.percentSign(onItself(p)))
        .number("95 % interval", p -> Figures.interval(p.whiteBox()))
        .number("Mean L∞ · 255", p -> Figures.steps(p.meanLinf()))
        .number("Max. L∞ · 255", p -> Figures.steps(p.maxLinf()))
        .number("Mean L2", p -> Figures.number(p.meanL2()))
        .number("Max. L2", p -> Figures.number(p.maxL2()))
        .number("Zero gradients", p -> Figures.percentSign(p.zeroGradients()));
  }

  private static Double onItself(Perturbation perturbation) {
    return perturbation.whiteBox() == null ? null : perturbation.whiteBox().rate();
  }

  /** Returns the findings, the gravest first, then the warnings of the fine-tuner. */
  List<Finding> findings() {
    Stream<Finding> warnings =
        model.surrogates().stream()
            .flatMap(
                s -> s.warnings().stream().map(w -> new Finding(Severity.WARNING, s.name(), w)));
    return Stream.concat(model.findings().stream(), warnings)
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .toList();
  }

  /** Returns how many findings of a severity there are, warnings of the fine-tuner included. */
  long count(Severity severity) {
    return findings().stream().filter(f -> f.severity() == severity).count();
  }

  private static String word(String word) {
    return word.isEmpty() ? Figures.NONE : word;
  }
}
