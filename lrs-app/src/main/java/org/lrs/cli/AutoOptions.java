package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.ProxySearch;
import org.lrs.experiment.ProxySearch.Found;
import org.lrs.experiment.ProxySearch.Limits;
import org.lrs.experiment.ProxyTask;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.model.EmbeddedModels;
import org.lrs.result.SweepResults.Trial;
import org.lrs.text.Fraction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the search for settings that transfer well to proxies. */
final class AutoOptions {

  private static final List<String> WITH_VALUE =
      List.of("--proxy", "--budget", "--accuracy-floor", "--epsilon");

  @Option(
      names = "--auto",
      description = "Choose weights and steps of the penalties on proxies, then refine with them.")
  private boolean asked;

  @Option(
      names = "--proxy",
      paramLabel = "FILE|NAME",
      description =
          "A network that judges what transfers, with its card next to it; may be repeated. Never the"
              + " target of the attack to come (default: for the data set 'embedded' the other networks"
              + " that come with lrs).")
  private List<Path> proxies = new ArrayList<>();

  @Option(
      names = "--budget",
      defaultValue = "12",
      paramLabel = "N|TIME",
      converter = Budget.Converter.class,
      description =
          "Settings to try, or a time such as 30m; only a number gives the same choice everywhere"
              + " (default: ${DEFAULT-VALUE}).")
  private Budget budget;

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

  /** How long to search: trials, or seconds. */
  record Budget(int trials, OptionalDouble seconds) {

    /** Reads {@code 12}, {@code 90s}, {@code 30m} or {@code 2h}. */
    static final class Converter implements ITypeConverter<Budget> {
      private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh]?)");

      @Override
      public Budget convert(String value) {
        Matcher m = FORM.matcher(value);
        if (!m.matches() || Integer.parseInt(m.group(1)) == 0) {
          throw new TypeConversionException(
              "expected a number of trials such as 12, or a time such as 90s, 30m or 2h, got '"
                  + value
                  + "'");
        }
        int number = Integer.parseInt(m.group(1));
        return switch (m.group(2)) {
          case "s" -> new Budget(0, OptionalDouble.of(number));
          case "m" -> new Budget(0, OptionalDouble.of(60.0 * number));
          case "h" -> new Budget(0, OptionalDouble.of(3600.0 * number));
          default -> new Budget(number, OptionalDouble.empty());
        };
      }
    }

    Limits limits(double floor) {
      return seconds.isPresent()
          ? Limits.ofSeconds(seconds.getAsDouble(), floor)
          : Limits.ofTrials(trials, floor);
    }
  }

  /**
   * What settings are chosen for.
   *
   * @param images number of training images
   * @param chosen method and preset
   * @param given settings that the user gave
   */
  record Question(
      EngineNetwork surrogate,
      DataOptions data,
      int images,
      Map<String, String> chosen,
      List<String> given,
      long seed) {}

  /**
   * Searches, if requested, and prints what was tried.
   *
   * @param folder of the refinement; its store keeps the trials
   */
  Optional<Found> search(Question question, Path folder, Output output) throws NoSuchFileException {
    if (!asked) {
      if (!proxies.isEmpty()) {
        throw new IllegalArgumentException("--proxy is for --auto; add it or leave out --proxy");
      }
      return Optional.empty();
    }
    ProxyTask task =
        new ProxyTask(
            question.surrogate(),
            judges(question),
            question.data().spec("train"),
            question.images(),
            question.chosen(),
            List.copyOf(question.given()),
            Fraction.parse("epsilon", epsilon),
            question.seed());
    Limits limits = budget.limits(floor);
    try (RunFolder claimed = RunFolder.open(folder);
        ProgressLine line = ProgressLine.on(output.err());
        Interruption hint = Interruption.during(line, ExperimentRun.RESUME + folder)) {
      line.println(
          "looking for settings that transfer to "
              + task.proxies().stream().map(NetworkRef::name).collect(Collectors.joining(", ")));
      Found found =
          ProxySearch.run(
              task,
              limits,
              Experiment.Options.of(claimed.path(), ""),
              quiet(line),
              trial -> line.println(words(trial)));
      String settings =
          found.chosen().isEmpty() ? "the preset's own" : String.join(", ", found.chosen());
      line.println("chosen: " + settings + ": " + found.why());
      if (found.rounds().get(found.rounds().size() - 1).trials().stream()
          .allMatch(
              trial -> trial.success() == null || trial.success() <= found.plain().success())) {
        line.println("warning: no setting tried transfers better than the plain network");
      }
      return Optional.of(found);
    }
  }

  private static Progress quiet(ProgressLine line) {
    return new Progress() {
      @Override
      public void advanced(
          Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {
        line.update(fraction, step.stage().label());
      }
    };
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
        : String.format(
            Locale.ROOT,
            "%s, %d steps: success %.1f %%, clean %.1f %%",
            settings,
            trial.trainingSteps(),
            100 * trial.success(),
            100 * trial.cleanAccuracy());
  }

  private List<NetworkRef> judges(Question question) throws NoSuchFileException {
    List<NetworkRef> judges = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    boolean usual = proxies.isEmpty() && question.data().isEmbedded();
    for (Path file : usual ? EmbeddedModels.names().stream().map(Path::of).toList() : proxies) {
      ModelFile model = ModelFile.of(file);
      String name = model.name();
      for (int number = 2; !names.add(name); number++) {
        name = model.name() + "-" + number;
      }
      NetworkRef judge = model.network(name);
      if (!judge.files().get(0).digest().equals(question.surrogate().weights().digest())) {
        judges.add(judge);
      } else if (!usual) {
        throw new IllegalArgumentException(
            "the proxy " + file + " is the surrogate itself; name networks that differ from it");
      }
    }
    if (judges.isEmpty()) {
      throw new IllegalArgumentException(
          "--auto needs --proxy: a network of the same classes that is neither the surrogate nor the"
              + " target you are going to attack");
    }
    return judges;
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
