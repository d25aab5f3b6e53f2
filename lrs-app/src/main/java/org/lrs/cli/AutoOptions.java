package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lrs.Range;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.ProxySearch;
import org.lrs.experiment.ProxySearch.Found;
import org.lrs.experiment.ProxySearch.Limits;
import org.lrs.experiment.ProxyTask;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.model.EmbeddedModels;
import org.lrs.result.SweepResults.Trial;
import org.lrs.text.Fraction;
import picocli.CommandLine.Option;

/** Options of the search for settings that transfer well to proxies. */
final class AutoOptions {

  private static final List<String> WITH_VALUE =
      List.of("--proxy", "--budget", "--accuracy-floor", "--epsilon", "--minutes");

  @Option(
      names = "--auto",
      description = "Choose weights and steps of the penalties on proxies, then refine with them.")
  private boolean asked;

  @Option(
      names = "--proxy",
      paramLabel = "FILE|NAME",
      description =
          "A network that judges what transfers, with its card next to it; may be repeated. Never"
              + " the target of the attack to come (default: for the data set 'embedded' the other"
              + " networks that come with lrs).")
  private List<Path> proxies = new ArrayList<>();

  @Option(
      names = "--budget",
      defaultValue = "12",
      paramLabel = "N|TIME",
      description =
          "Settings to try, or a time such as 30m; only a number gives the same choice everywhere"
              + " (default: ${DEFAULT-VALUE}).")
  private Limits budget;

  @Option(
      names = "--accuracy-floor",
      defaultValue = "0.95",
      paramLabel = "SHARE",
      description =
          "Least share of the network's own clean accuracy to keep (default: ${DEFAULT-VALUE}).")
  private double floor;

  @Option(
      names = "--epsilon",
      defaultValue = "8/255",
      paramLabel = "E",
      description = "Radius of the attack that the search tries (default: ${DEFAULT-VALUE}).")
  private String epsilon;

  /**
   * Searches, if requested, and prints what was tried.
   *
   * @param train training images
   * @param chosen method and preset
   * @param given settings that the user gave
   * @param folder of the refinement; its store keeps the trials
   */
  Optional<Found> search(
      EngineNetwork surrogate,
      DataOptions data,
      Source train,
      Map<String, String> chosen,
      List<String> given,
      StageOptions options,
      Path folder)
      throws NoSuchFileException {
    Range.require(asked || proxies.isEmpty(), "--proxy is for --auto; add it or leave out --proxy");
    if (!asked) {
      return Optional.empty();
    }
    ProxyTask task =
        new ProxyTask(
            surrogate,
            judges(surrogate, data),
            train,
            train.read().size(),
            chosen,
            given,
            Fraction.parse("epsilon", epsilon),
            options.seed());
    Experiment.Options where = Experiment.Options.of(folder, "");
    try (RunFolder claimed = RunFolder.open(folder);
        ProgressLine line = options.begin(folder)) {
      line.println(
          "looking for settings that transfer to "
              + task.proxies().stream().map(NetworkRef::name).collect(Collectors.joining(", ")));
      Progress quiet =
          new Progress() {
            @Override
            public void advanced(Plan.Step step, double done, String note, OptionalDouble left) {
              line.update(done, step.stage().label());
            }
          };
      Limits limits = new Limits(budget.trials(), budget.seconds(), floor);
      Found found =
          ProxySearch.run(task, limits, where, quiet, trial -> line.println(words(trial)));
      String settings =
          found.chosen().isEmpty() ? "the preset's own" : String.join(", ", found.chosen());
      line.println("chosen: " + settings + ": " + found.why());
      if (!found.helped()) {
        line.println("warning: no setting tried transfers better than the plain network");
      }
      return Optional.of(found);
    }
  }

  private static String words(Trial trial) {
    String settings =
        trial.values().isEmpty()
            ? "the preset's own settings"
            : trial.values().entrySet().stream()
                .map(value -> value.getKey().replaceFirst("^lrs\\.", "") + " " + value.getValue())
                .collect(Collectors.joining(", "));
    return trial.success() == null
        ? "%s: %s".formatted(settings, trial.diverged())
        : Output.format(
            "%s, %d steps: success %.1f %%, clean %.1f %%",
            settings, trial.trainingSteps(), 100 * trial.success(), 100 * trial.cleanAccuracy());
  }

  private List<NetworkRef> judges(EngineNetwork surrogate, DataOptions data)
      throws NoSuchFileException {
    List<NetworkRef> judges = new ArrayList<>();
    boolean usual = proxies.isEmpty() && data.isEmbedded();
    for (Path file : usual ? EmbeddedModels.names().stream().map(Path::of).toList() : proxies) {
      NetworkRef judge = ModelFile.of(file).network();
      if (!judge.files().get(0).digest().equals(surrogate.weights().digest())) {
        judges.add(judge);
      } else if (!usual) {
        throw new IllegalArgumentException(
            "the proxy " + file + " is the surrogate itself; name networks that differ from it");
      }
    }
    Range.require(
        !judges.isEmpty(),
        "--auto needs --proxy: a network of the same classes that is neither the surrogate nor the"
            + " target you are going to attack");
    Iterator<String> names = ModelFile.names(judges).iterator();
    return judges.stream().map(judge -> judge.called(names.next())).toList();
  }

  /** The words of a command line without these options. */
  static List<String> without(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (Iterator<String> all = words.iterator(); all.hasNext(); ) {
      String word = all.next();
      if (WITH_VALUE.contains(word)) {
        all.next();
      } else if (!word.equals("--auto")
          && WITH_VALUE.stream().noneMatch(option -> word.startsWith(option + "="))) {
        kept.add(word);
      }
    }
    return kept;
  }
}
