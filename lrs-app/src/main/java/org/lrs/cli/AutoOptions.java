package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lrs.Range;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.ProxySearch;
import org.lrs.experiment.ProxyTask;
import org.lrs.experiment.RefineRun;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.SearchLimits;
import org.lrs.experiment.configuration.SearchSpace;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.model.EmbeddedModels;
import org.lrs.report.SearchHtml;
import org.lrs.result.SearchResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.text.Fraction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options of the search for a refinement that transfers well to proxies. */
final class AutoOptions {

  @Option(
      names = "--auto",
      description =
          "Choose the method, if none is given, and its settings on proxies, then refine.")
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
          "Settings to try, or a time such as 30m in which the search ends; only a number gives the"
              + " same choice everywhere (default: ${DEFAULT-VALUE}).")
  private SearchLimits budget;

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
   * @param space the refinements to choose among
   * @param usual the default recipe, as long as the refinement is to be
   * @param folder of the refinement; its store keeps the trials
   */
  Optional<SearchResults> search(
      EngineNetwork surrogate,
      DataOptions data,
      SearchSpace space,
      RefineRun usual,
      StageOptions options,
      Path folder)
      throws NoSuchFileException {
    Range.require(asked || proxies.isEmpty(), "--proxy is for --auto; add it or leave out --proxy");
    if (!asked) {
      return Optional.empty();
    }
    Source train = usual.train();
    ProxyTask task =
        new ProxyTask(
            surrogate,
            judges(surrogate, data),
            train,
            space,
            usual.refine().training().settings().totalSteps(train.read().size()),
            Fraction.parse("epsilon", epsilon),
            options.seed());
    Experiment.Options where = Experiment.Options.of(folder, "");
    try (RunFolder claimed = RunFolder.open(folder);
        ProgressLine line = options.begin(folder)) {
      line.println(
          "looking for a refinement that transfers to "
              + task.proxies().stream().map(NetworkRef::name).collect(Collectors.joining(", ")));
      Progress shown =
          new Progress() {
            @Override
            public void advanced(Plan.Step step, double done, String note, OptionalDouble left) {
              line.update(done, note, left);
            }
          };
      SearchLimits limits = new SearchLimits(budget.trials(), budget.seconds(), floor);
      SearchResults found =
          ProxySearch.run(task, limits, where, shown, trial -> line.println(words(trial)));
      SearchHtml.sentences(found).forEach(line::println);
      return Optional.of(found);
    }
  }

  /** Whether a search is requested. */
  boolean asked() {
    return asked;
  }

  private static String words(Trial trial) {
    String values =
        trial.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(
                Collectors.joining(
                    ", ",
                    trial.values().isEmpty() ? "" : " (",
                    trial.values().isEmpty() ? "" : ")"));
    return trial.success() == null
        ? "%s%s: %s".formatted(trial.name(), values, trial.diverged())
        : Output.format(
            "%s%s, %d steps: success %.1f %%, clean %.1f %%",
            trial.name(),
            values,
            trial.trainingSteps(),
            100 * trial.success(),
            100 * trial.cleanAccuracy());
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

  /**
   * The words of a command line without these options.
   *
   * @param others further options to leave out
   */
  static List<String> without(List<String> words, OptionSpec... others) {
    List<OptionSpec> left =
        new ArrayList<>(CommandSpec.forAnnotatedObject(new AutoOptions()).options());
    left.addAll(List.of(others));
    List<String> kept = new ArrayList<>();
    for (Iterator<String> all = words.iterator(); all.hasNext(); ) {
      String word = all.next();
      String name = word.split("=", 2)[0];
      Optional<OptionSpec> option =
          left.stream().filter(one -> List.of(one.names()).contains(name)).findFirst();
      if (option.isEmpty()) {
        kept.add(word);
      } else if (word.equals(name) && option.get().arity().min() > 0) {
        all.next();
      }
    }
    return kept;
  }
}
