package org.lrs.experiment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.evaluate.Outcomes;
import org.lrs.evaluate.Perturbations;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.stage.Crafted;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PredictImages.Predicted;
import org.lrs.experiment.stage.Training;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** Gathers the figures of finished stages into what a report shows. */
final class Results {

  private final Graph graph;
  private final Finished finished;
  private final ImageDataset clean;
  private final List<EngineNetwork> plain;

  private final List<Surrogate> surrogates = new ArrayList<>();
  private final List<RunResults.Target> targets = new ArrayList<>();
  private final List<RunResults.Cell> cells = new ArrayList<>();
  private final Gains gains = new Gains();
  private final List<RunResults.Perturbation> perturbations = new ArrayList<>();
  private final List<RunResults.CurvePoint> curves = new ArrayList<>();
  private final List<SoundnessCheck.Finding> findings = new ArrayList<>();

  private Results(Graph graph, Finished finished) {
    this.graph = graph;
    this.finished = finished;
    this.clean = finished.get(graph.clean());
    this.plain =
        graph.surrogates().stream()
            .map(SurrogateNode::spec)
            .filter(spec -> SurrogateWords.method(spec).equals(Surrogate.PLAIN))
            .map(spec -> spec.parts().get(0).model())
            .toList();
  }

  static RunResults gather(ExperimentSpec spec, Graph graph, Finished finished) {
    Results results = new Results(graph, finished);
    graph.surrogates().forEach(results::surrogate);
    graph.targets().forEach(results::target);
    graph.attacks().forEach(results::curves);
    spec.attacks().forEach(results::settings);
    return new RunResults(
        RunResults.FORMAT,
        spec.name(),
        new RunResults.Dataset(
            spec.data().evaluate().dataset(),
            spec.data().evaluate().split(),
            results.clean.size(),
            results.clean.classNames()),
        results.surrogates,
        results.targets,
        spec.attacks().stream().map(Results::attack).toList(),
        results.cells,
        results.gains.over(results.surrogates, results.clean.size()),
        results.curves,
        results.perturbations,
        results.findings);
  }

  private static RunResults.Attack attack(AttackSpec attack) {
    Map<String, String> settings = new LinkedHashMap<>();
    attack.settings().forEach((key, value) -> settings.put(key, String.valueOf(value)));
    settings.remove("stepSize");
    settings.remove("steps");
    return new RunResults.Attack(
        attack.name(),
        attack.recipe(),
        attack.threat().ball().norm(),
        attack.threat().ball().radius(),
        attack.steps().size(),
        attack.steps().count(),
        attack.attack().gradientEvaluations(1),
        attack.targeted() ? "targeted" : "untargeted",
        settings);
  }

  private void settings(AttackSpec attack) {
    findings.addAll(SoundnessCheck.settings(attack.name(), attack.unchosen(), clean));
  }

  private void surrogate(SurrogateNode node) {
    Smoothness smoothness = finished.get(node.smoothness());
    Predicted own = finished.get(node.predictClean());
    Optional<Training> training = node.refinement().map(finished::get);
    surrogates.add(
        new Surrogate(
            node.name(),
            SurrogateWords.model(node.spec()),
            SurrogateWords.origin(node.spec(), plain),
            SurrogateWords.method(node.spec()),
            SurrogateWords.settings(node.spec(), training.map(Training::temperature)),
            accuracy(own),
            smoothness.empiricalLipschitz(),
            smoothness.inputGradientNorm(),
            smoothness.curvature(),
            training.map(Training::warnings).orElse(List.of()),
            training.map(Results::steps).orElse(List.of())));
    findings.addAll(own.findings());
    graph.attacks().stream()
        .filter(attack -> attack.surrogate().equals(node))
        .forEach(attack -> perturbation(attack, own));
  }

  private static List<Surrogate.TrainingStep> steps(Training training) {
    return training.steps().stream()
        .map(
            step ->
                new Surrogate.TrainingStep(
                    step.step(),
                    measured(step.crossEntropy()),
                    measured(step.penalty1()),
                    measured(step.penalty2()),
                    measured(step.further()),
                    step.total(),
                    step.gradientNorm(),
                    step.learningRate()))
        .toList();
  }

  private static Double measured(float value) {
    return Float.isNaN(value) ? null : (double) value;
  }

  private void perturbation(AttackNode attack, Predicted own) {
    Crafted crafted = finished.get(attack.craft());
    Images adversarial = crafted.images().images();
    SuccessRate whiteBox =
        transfer(crafted, own, finished.get(attack.whiteBox()).classes()).cleanCorrect();
    String subject = attack.surrogate().name() + " / " + attack.name();
    Perturbations sizes = Perturbations.between(clean.images(), adversarial);
    findings.addAll(
        SoundnessCheck.adversarial(
            subject,
            attack.craft().attack().threat().ball(),
            sizes,
            (double) crafted.zeroGradients() / clean.size(),
            whiteBox));
    perturbations.add(
        new RunResults.Perturbation(
            attack.surrogate().name(),
            attack.name(),
            sizes.meanLinf(),
            sizes.maxLinf(),
            sizes.meanL2(),
            sizes.maxL2(),
            (double) crafted.zeroGradients() / clean.size(),
            whiteBox,
            crafted.rounding()));
  }

  private void target(TargetNode node) {
    Predicted onClean = finished.get(node.predictClean());
    targets.add(
        new RunResults.Target(
            node.name(), node.network().architecture(), accuracy(onClean), node.network().kind()));
    findings.addAll(onClean.findings());
    for (AttackNode attack : graph.attacks()) {
      int[] then = finished.get(attack.onTargets().get(node)).classes();
      Outcomes outcomes = outcomes(finished.get(attack.craft()), onClean, then);
      TransferResult transfer = outcomes.result();
      gains.add(attack.surrogate().name(), attack.name(), outcomes);
      cells.add(
          new RunResults.Cell(
              attack.surrogate().name(),
              attack.name(),
              node.name(),
              transfer.all(),
              transfer.cleanCorrect()));
    }
  }

  /** Success after the recorded steps, on the surrogate itself and on the targets. */
  private void curves(AttackNode attack) {
    if (attack.craft().attack().recorded().isEmpty()) {
      return;
    }
    curve(attack, null, attack.surrogate().predictClean(), attack.whiteBox());
    attack
        .onTargets()
        .forEach((target, stage) -> curve(attack, target.name(), target.predictClean(), stage));
  }

  private void curve(AttackNode attack, String target, PredictImages onClean, PredictImages then) {
    Predicted before = finished.get(onClean);
    Crafted crafted = finished.get(attack.craft());
    Iterator<int[]> recorded = finished.get(then).recorded().iterator();
    for (int step : attack.craft().attack().recorded()) {
      TransferResult transfer = transfer(crafted, before, recorded.next());
      curves.add(
          new RunResults.CurvePoint(
              attack.surrogate().name(),
              attack.name(),
              target,
              step,
              attack.craft().gradients(step),
              transfer.all(),
              transfer.cleanCorrect()));
    }
  }

  private TransferResult transfer(Crafted crafted, Predicted onClean, int[] then) {
    return outcomes(crafted, onClean, then).result();
  }

  private Outcomes outcomes(Crafted crafted, Predicted onClean, int[] then) {
    return Outcomes.of(onClean.classes(), then, clean.labels(), crafted.wanted());
  }

  private double accuracy(Predicted predicted) {
    return Predictions.accuracy(predicted.classes(), clean.labels());
  }
}
