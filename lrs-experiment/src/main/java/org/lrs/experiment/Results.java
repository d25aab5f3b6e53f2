package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.evaluate.Perturbations;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.MeasureSmoothness.Smoothness;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.Training;
import org.lrs.result.RunResults;
import org.lrs.statistics.SuccessRate;
import org.lrs.threat.Ball;
import org.lrs.threat.LinfBall;

/** Gathers the figures of finished stages into what a report shows. */
final class Results {

  private static final double WEAK_WHITE_BOX = 0.5;
  private static final String WEAK =
      "the attack fools the surrogate itself on only %.1f %% of the images it gets right: too few"
          + " steps, or a surrogate that is too smooth";

  private final ExperimentSpec spec;
  private final Graph graph;
  private final Function<Stage, Path> folders;
  private final ImageDataset clean;

  private final List<RunResults.Surrogate> surrogates = new ArrayList<>();
  private final List<RunResults.Target> targets = new ArrayList<>();
  private final List<RunResults.Cell> cells = new ArrayList<>();
  private final List<RunResults.Perturbation> perturbations = new ArrayList<>();
  private final List<SoundnessCheck.Finding> findings = new ArrayList<>();

  private Results(ExperimentSpec spec, Graph graph, Function<Stage, Path> folders) {
    this.spec = spec;
    this.graph = graph;
    this.folders = folders;
    this.clean = NpyDataset.read(folders.apply(graph.clean()), null);
  }

  /**
   * @param folders the folder of each stage's result
   */
  static RunResults gather(ExperimentSpec spec, Graph graph, Function<Stage, Path> folders) {
    Results results = new Results(spec, graph, folders);
    graph.surrogates().forEach(results::surrogate);
    graph.targets().forEach(results::target);
    return new RunResults(
        RunResults.FORMAT,
        spec.name(),
        new RunResults.Dataset(
            spec.data().dataset(),
            spec.data().evaluate().split(),
            results.clean.size(),
            results.clean.classNames()),
        results.surrogates,
        results.targets,
        spec.attacks().stream().map(Results::attack).toList(),
        results.cells,
        new Curves(graph, folders, results.clean).points(),
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

  private void surrogate(SurrogateNode node) {
    Smoothness smoothness = Smoothness.read(folders.apply(node.smoothness()));
    int[] own = predictions(node.predictClean());
    // The members of an ensemble are surrogates themselves, with curves of their own.
    Optional<Training> training =
        node.spec().parts().size() > 1
            ? Optional.empty()
            : node.network().inputs().stream().findFirst().map(folders).map(Training::read);
    surrogates.add(
        new RunResults.Surrogate(
            node.spec().name(),
            SurrogateWords.model(node.spec()),
            SurrogateWords.method(node.spec()),
            SurrogateWords.settings(node.spec()),
            accuracy(own),
            smoothness.empiricalLipschitz(),
            smoothness.inputGradientNorm(),
            smoothness.curvature(),
            training.map(Training::warnings).orElse(List.of()),
            training.map(Results::curves).orElse(List.of())));
    add(PredictImages.findings(folders.apply(node.predictClean()), node.spec().name()));
    for (AttackNode attack : node.attacks()) {
      perturbations.add(perturbation(attack, own));
    }
  }

  private static List<RunResults.TrainingStep> curves(Training training) {
    return training.steps().stream()
        .map(
            step ->
                new RunResults.TrainingStep(
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

  private RunResults.Perturbation perturbation(AttackNode attack, int[] own) {
    CraftAdversarial craft = attack.craft();
    Path folder = folders.apply(craft);
    ImageDataset adversarial = NpyDataset.read(folder, null);
    int zeroGradients = CraftAdversarial.zeroGradients(folder);
    SuccessRate whiteBox = transfer(craft, own, predictions(attack.whiteBox())).cleanCorrect();
    Ball ball = craft.attack().threat().ball();
    String subject = craft.surrogate() + " / " + craft.attack().name();
    add(
        SoundnessCheck.adversarial(
            subject,
            clean.images(),
            adversarial.images(),
            ball.radius(),
            ball instanceof LinfBall,
            zeroGradients));
    if (whiteBox.trials() > 0 && whiteBox.rate() < WEAK_WHITE_BOX) {
      findings.add(
          new SoundnessCheck.Finding(
              SoundnessCheck.Severity.WARNING,
              subject,
              String.format(Locale.ROOT, WEAK, 100 * whiteBox.rate())));
    }
    Perturbations sizes = Perturbations.between(clean.images(), adversarial.images());
    return new RunResults.Perturbation(
        craft.surrogate(),
        craft.attack().name(),
        sizes.meanLinf(),
        sizes.maxLinf(),
        sizes.meanL2(),
        sizes.maxL2(),
        (double) zeroGradients / clean.size(),
        whiteBox,
        CraftAdversarial.rounding(folder));
  }

  private void add(List<SoundnessCheck.Finding> found) {
    findings.addAll(found);
  }

  private void target(TargetNode node) {
    int[] onClean = predictions(node.predictClean());
    double accuracy = accuracy(onClean);
    targets.add(
        new RunResults.Target(
            node.spec().name(), node.spec().architecture(), accuracy, node.spec().kind()));
    add(PredictImages.findings(folders.apply(node.predictClean()), node.spec().name()));
    for (int s = 0; s < graph.surrogates().size(); s++) {
      List<AttackNode> attacks = graph.surrogates().get(s).attacks();
      for (int a = 0; a < attacks.size(); a++) {
        CraftAdversarial craft = attacks.get(a).craft();
        TransferResult transfer =
            transfer(craft, onClean, predictions(node.predictions().get(s).get(a)));
        cells.add(
            new RunResults.Cell(
                craft.surrogate(),
                craft.attack().name(),
                node.spec().name(),
                transfer.all(),
                transfer.cleanCorrect()));
      }
    }
  }

  private TransferResult transfer(CraftAdversarial craft, int[] onClean, int[] onAdversarial) {
    return TransferResult.of(
        onClean, onAdversarial, clean.labels(), TargetClasses.in(folders.apply(craft), clean));
  }

  private double accuracy(int[] predictions) {
    int[] labels = clean.labels();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private int[] predictions(PredictImages stage) {
    return PredictImages.predictions(folders.apply(stage));
  }
}
