package org.lrs.experiment.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.Provenance;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.SavedPredictions;
import org.lrs.result.RunResults;

/**
 * What a comparison reads of a run folder.
 *
 * @param name how the run is called in tables
 * @param folder where it is
 * @param results its figures
 * @param images the attacked images
 * @param clean what everyone says about them
 * @param stages how long its stages took
 */
record FinishedRun(
    String name,
    Path folder,
    RunResults results,
    ImageDataset images,
    SavedPredictions clean,
    List<Provenance.StageNote> stages) {

  private static final String CLEAN = "clean";

  /**
   * Reads a run folder.
   *
   * @throws IllegalArgumentException if it is not that of a finished run with predictions
   */
  static FinishedRun read(String name, Path folder) {
    RunResults results = Experiment.results(folder);
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
        results,
        NpyDataset.read(folder.resolve(CLEAN), null),
        SavedPredictions.read(folder, CLEAN),
        RunFolder.read(folder, "provenance.json", Provenance.class).stages());
  }

  /** The surrogate of this name, if the run has one. */
  Optional<RunResults.Surrogate> surrogate(String surrogate) {
    return results.surrogates().stream().filter(s -> s.name().equals(surrogate)).findFirst();
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
    RunResults.Surrogate here = surrogate(surrogate).orElseThrow();
    RunResults.Surrogate there = other.surrogate(surrogate).orElseThrow();
    return here.model().equals(there.model())
        && here.method().equals(there.method())
        && here.settings().equals(there.settings())
        && Arrays.equals(clean.surrogates().get(surrogate), other.clean.surrogates().get(surrogate))
        && results.attacks().stream()
            .map(RunResults.Attack::name)
            .filter(attack -> ran(surrogate, attack) && other.ran(surrogate, attack))
            .allMatch(
                attack ->
                    Arrays.equals(
                        predictions(surrogate, attack).surrogates().get(surrogate),
                        other.predictions(surrogate, attack).surrogates().get(surrogate)));
  }
}
