package org.lrs.experiment.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.Provenance;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.SavedPredictions;
import org.lrs.report.ReportModel;

/**
 * What a comparison reads of a run folder.
 *
 * @param name how the run is called in tables
 * @param folder where it is
 * @param facts its report
 * @param images the attacked images
 * @param clean what everyone says about them
 * @param stages how long its stages took
 */
record FinishedRun(
    String name,
    Path folder,
    Facts facts,
    ImageDataset images,
    SavedPredictions clean,
    List<Provenance.StageNote> stages) {

  private static final String CLEAN = "clean";

  /** The part of {@code report.json} that is compared. */
  record Facts(
      ReportModel.Data data,
      List<ReportModel.Attack> attacks,
      List<Surrogate> surrogates,
      List<ReportModel.Target> targets) {}

  /**
   * A surrogate as its run describes it; what a run did not measure is null.
   *
   * @param training recorded steps of its refinement
   */
  record Surrogate(
      String name,
      String model,
      String method,
      Map<String, String> settings,
      Double cleanAccuracy,
      Double empiricalLipschitz,
      Double inputGradientNorm,
      Double curvature,
      List<ReportModel.TrainingStep> training) {

    /** Number of steps of its refinement; null if there was none. */
    Long steps() {
      return training.isEmpty()
          ? null
          : training.get(training.size() - 1).step() - training.get(0).step() + 1;
    }
  }

  /**
   * Reads a run folder.
   *
   * @throws IllegalArgumentException if it is not that of a finished run with predictions
   */
  static FinishedRun read(String name, Path folder) {
    Facts facts = RunFolder.read(folder, "report.json", Facts.class);
    if (!SavedPredictions.in(folder, CLEAN)) {
      throw new IllegalArgumentException(
          "the run in "
              + folder
              + " has no predictions for each image, as it was made by an earlier version; give"
              + " its 'lrs run' command again, which adds them from its finished stages");
    }
    return new FinishedRun(
        name,
        folder,
        facts,
        NpyDataset.read(folder.resolve(CLEAN), null),
        SavedPredictions.read(folder, CLEAN),
        RunFolder.read(folder, "provenance.json", Provenance.class).stages());
  }

  /** The surrogate of this name, if the run has one. */
  Optional<Surrogate> surrogate(String surrogate) {
    return facts.surrogates().stream().filter(s -> s.name().equals(surrogate)).findFirst();
  }

  /** Whether an attack was crafted on a surrogate. */
  boolean ran(String surrogate, String attack) {
    return SavedPredictions.in(folder, adversarial(surrogate, attack));
  }

  /** What the surrogate itself and the targets say about adversarial images. */
  SavedPredictions predictions(String surrogate, String attack) {
    return SavedPredictions.read(folder, adversarial(surrogate, attack));
  }

  /** The classes that a targeted attack asks for. */
  Optional<int[]> wanted(String surrogate, String attack) {
    return TargetClasses.in(folder.resolve(adversarial(surrogate, attack)), images);
  }

  private static String adversarial(String surrogate, String attack) {
    return "adversarial/" + surrogate + "/" + attack;
  }

  /** Time of a surrogate's refinement; null if there was none or it took several tries. */
  Double refinementSeconds(String surrogate) {
    return stages.stream()
        .filter(stage -> stage.stage().startsWith("refine " + surrogate + " ("))
        .map(Provenance.StageNote::seconds)
        .filter(seconds -> seconds > 0)
        .findFirst()
        .orElse(null);
  }

  /** Whether a surrogate is the same network in both runs and fared the same in their attacks. */
  boolean sameSurrogate(FinishedRun other, String surrogate) {
    Surrogate here = surrogate(surrogate).orElseThrow();
    Surrogate there = other.surrogate(surrogate).orElseThrow();
    return here.model().equals(there.model())
        && here.method().equals(there.method())
        && here.settings().equals(there.settings())
        && Arrays.equals(clean.surrogates().get(surrogate), other.clean.surrogates().get(surrogate))
        && facts.attacks().stream()
            .map(ReportModel.Attack::name)
            .filter(attack -> ran(surrogate, attack) && other.ran(surrogate, attack))
            .allMatch(
                attack ->
                    Arrays.equals(
                        predictions(surrogate, attack).surrogates().get(surrogate),
                        other.predictions(surrogate, attack).surrogates().get(surrogate)));
  }
}
