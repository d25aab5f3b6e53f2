package org.lrs.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.store.Json;
import org.lrs.format.FormatException;
import org.lrs.format.JsonRecords;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.text.FileName;
import org.lrs.text.Foreign;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of a finished run, for those who read it: reports, comparisons, checks.
 *
 * @param name how the run is called in tables
 * @param folder where it is
 * @param results its figures
 * @param provenance what they depend on
 * @param images the attacked images
 * @param clean what everyone says about them
 */
public record FinishedRun(
    String name,
    Path folder,
    RunResults results,
    Provenance provenance,
    ImageDataset images,
    Predictions clean) {

  static final String RESULTS = "results.json";
  static final String PROVENANCE = "provenance.json";
  static final String CLEAN = "clean";
  static final String PREDICTIONS = "/predictions.json";

  /**
   * What the networks of a run predict for each image of one folder of images.
   *
   * @param surrogates predicted classes in the order of the images, by the name of the surrogate;
   *     beside adversarial images only the surrogate they were crafted on
   * @param targets the same of every target
   */
  public record Predictions(Map<String, int[]> surrogates, Map<String, int[]> targets) {
    public Predictions {
      Objects.requireNonNull(surrogates, "surrogates");
      Objects.requireNonNull(targets, "targets");
    }
  }

  /**
   * Reads a run folder.
   *
   * @throws IllegalArgumentException if it is not that of a finished run with predictions, or of
   *     one that another version of this program wrote
   */
  public static FinishedRun read(String name, Path folder) {
    RunResults results = results(folder);
    Range.require(
        Files.isRegularFile(folder.resolve(CLEAN + PREDICTIONS)),
        "the run in %s has no predictions for each image, as it was made by an earlier version; give its 'lrs run' command again, which adds them from its finished stages"
            .formatted(folder));
    ImageDataset images = NpyDataset.read(folder.resolve(CLEAN), null);
    Path figures = folder.resolve(RESULTS);
    RunFiles.require(
        figures,
        results.dataset().images() == images.size(),
        "is of %s images, in 'clean' there are %s"
            .formatted(results.dataset().images(), images.size()));
    List<String> surrogates = results.surrogates().stream().map(Surrogate::name).toList();
    List<String> targets = results.targets().stream().map(RunResults.Target::name).toList();
    return new FinishedRun(
        name,
        folder,
        results,
        RunFolder.read(folder, PROVENANCE, Provenance.class),
        images,
        RunFiles.predictions(folder, CLEAN + PREDICTIONS, images, surrogates, targets));
  }

  /**
   * The figures of a finished run, as in {@code results.json}.
   *
   * @throws IllegalArgumentException if it is not the folder of a finished run, or of one that
   *     another version of this program wrote
   */
  public static RunResults results(Path folder) {
    return results(folder, true);
  }

  /** As {@link #results}, without the steps of the refinements, where they are kept elsewhere. */
  public static RunResults figures(Path folder) {
    return results(folder, false);
  }

  private static RunResults results(Path folder, boolean training) {
    ObjectNode results = RunFolder.read(folder, RESULTS, ObjectNode.class);
    int format = results.path("format").asInt(0);
    if (format == 1 && training) {
      addTraining(folder, results);
    } else if (format != 1 && format != RunResults.FORMAT) {
      throw new FormatException(
          folder.resolve(RESULTS),
          "was written by another version of lrs (format %s, this one reads %s); give the 'lrs run' command again"
              .formatted(format, RunResults.FORMAT));
    }
    results.put("format", RunResults.FORMAT);
    byte[] json = Json.text(results).getBytes(StandardCharsets.UTF_8);
    RunResults read = JsonRecords.parse(folder.resolve(RESULTS), json, RunResults.class);
    RunFiles.requireNames(folder.resolve(RESULTS), read);
    return read;
  }

  /** Format 1 kept the steps of the refinements in a file beside the figures. */
  private static void addTraining(Path folder, ObjectNode results) {
    JsonNode report = RunFolder.read(folder, "report.json", ObjectNode.class);
    for (int i = 0; i < results.path("surrogates").size(); i++) {
      JsonNode steps = report.path("surrogates").path(i).path("training");
      if (results.get("surrogates").get(i) instanceof ObjectNode surrogate && steps.isArray()) {
        surrogate.set("training", steps);
      }
    }
  }

  /** The images of an attack crafted on a surrogate. */
  public ImageDataset images(String surrogate, String attack) {
    Path home = adversarial(folder, surrogate, attack);
    ImageDataset attacked = NpyDataset.read(home, null);
    RunFiles.require(
        home.resolve("images.npy"),
        attacked.images().toString().equals(images.images().toString()),
        "holds %s, the clean ones are %s".formatted(attacked.images(), images.images()));
    return attacked;
  }

  /** The surrogate of this name, if the run has one. */
  public Optional<Surrogate> surrogate(String surrogate) {
    return results.surrogates().stream().filter(s -> s.name().equals(surrogate)).findFirst();
  }

  /** Whether an attack was crafted on a surrogate. */
  public boolean ran(String surrogate, String attack) {
    return Files.isRegularFile(folder.resolve(adversarial(surrogate, attack) + PREDICTIONS));
  }

  /** What the surrogate itself and the targets say about adversarial images. */
  public Predictions predictions(String surrogate, String attack) {
    return RunFiles.predictions(
        folder,
        adversarial(surrogate, attack) + PREDICTIONS,
        images,
        List.of(surrogate),
        List.copyOf(clean.targets().keySet()));
  }

  /** The classes that a targeted attack asks for. */
  public Optional<int[]> wanted(String surrogate, String attack) {
    return TargetClasses.in(adversarial(folder, surrogate, attack), images);
  }

  /** Where the images of an attack crafted on a surrogate stand in a run folder. */
  static String adversarial(String surrogate, String attack) {
    for (String name : List.of(surrogate, attack)) {
      Range.require(
          FileName.isOne(name),
          "the run names '%s', which cannot be the name of a folder; its results.json was changed, give its 'lrs run' command again"
              .formatted(Foreign.text(name)));
    }
    return "adversarial/" + surrogate + "/" + attack;
  }

  /** The images of an attack crafted on a surrogate, in a run folder. */
  public static Path adversarial(Path folder, String surrogate, String attack) {
    return folder.resolve(adversarial(surrogate, attack));
  }

  /** Whether a surrogate is the same network in both runs and fared the same in their attacks. */
  public boolean sameSurrogate(FinishedRun other, String surrogate) {
    Surrogate here = surrogate(surrogate).orElseThrow();
    Surrogate there = other.surrogate(surrogate).orElseThrow();
    return here.model().equals(there.model())
        && here.method().equals(there.method())
        && here.settings().equals(there.settings())
        && same(clean, other.clean, surrogate)
        && results.attacks().stream()
            .map(RunResults.Attack::name)
            .filter(attack -> ran(surrogate, attack) && other.ran(surrogate, attack))
            .allMatch(
                attack ->
                    same(
                        predictions(surrogate, attack),
                        other.predictions(surrogate, attack),
                        surrogate));
  }

  private static boolean same(Predictions one, Predictions other, String surrogate) {
    return Arrays.equals(one.surrogates().get(surrogate), other.surrogates().get(surrogate));
  }
}
