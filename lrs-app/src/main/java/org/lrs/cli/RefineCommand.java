package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lrs.experiment.Pace;
import org.lrs.experiment.RefineRun;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.SearchSpace;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.refine.Refinements;
import org.lrs.result.SearchResults;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lrs refine}: a smoother surrogate out of a pretrained one. */
@Command(
    name = "refine",
    header = "Refine a pretrained surrogate with Lipschitz regularisation.",
    description = {
      "Leaves model.safetensors, its card model.json and the curves training.json. A refinement"
          + " that was interrupted resumes and ends with the same weights.",
      "",
      "With --auto, the refinement is chosen first, by what transfers best to"
          + " proxies: networks of your own that no one else has. Never name the target you are"
          + " going to attack: settings chosen on it would show how well you tuned to that network,"
          + " not how well it withstands an attacker who has never seen it. The card's command"
          + " repeats the refinement without the search."
    },
    footer = {
      "  lrs refine --model resnet20.th --architecture resnet20-a \\",
      "    --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 \\",
      "    --dataset cifar10 --path data/cifar10 --minutes 10",
      "  lrs refine --model resnet8-a --steps 60",
      "  lrs refine --model resnet8-a --method 'lrs-f + sam' --set epochs=1",
      "  lrs refine --model resnet8-a --method alignment --witness wrn-10-1",
      "  lrs refine --model resnet8-a --auto --budget 9"
    })
final class RefineCommand implements Callable<Integer> {

  /** Names of all methods, for the help. */
  static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Refinements.names().iterator();
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;

  @Mixin private DataOptions data;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      completionCandidates = Methods.class,
      description =
          "The refinement, or several as in 'lrs-f + swa', with settings in brackets:"
              + " ${COMPLETION-CANDIDATES} (default: lrs-f; with --auto the search chooses it).")
  private String method;

  @Option(
      names = "--preset",
      defaultValue = "stable",
      paramLabel = "NAME",
      description =
          "Settings to start from: stable, basic or published (default: ${DEFAULT-VALUE}).")
  private String preset;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Divide the network's logits by this first, in [0.01, 100]; above 1 it is less confident,"
              + " with the same predictions (default: measured from its confidence; 1 in other"
              + " presets).")
  private String temperature;

  /** How long the refinement is. */
  static final class Length {
    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Steps of the refinement, over as many epochs as they take.")
    private Integer steps;

    @Option(
        names = "--minutes",
        paramLabel = "N",
        converter = Converters.Minutes.class,
        description =
            "About how long it takes on this machine, in place of --steps; with --auto as long as"
                + " the default recipe takes (default: one epoch).")
    private Double minutes;
  }

  @ArgGroup private Length length = new Length();

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Change a setting, such as epochs=1 or learningRate=0.005; may be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--witness",
      paramLabel = "FILE|NAME",
      description =
          "A second network that the refinement learns from, as 'alignment' does, with its card"
              + " next to it. Never the target of the attack to come.")
  private Optional<String> witness = Optional.empty();

  @Mixin private AutoOptions auto;
  @Mixin private StageOptions options;

  @Override
  public Integer call() throws IOException {
    if (temperature != null) {
      set.add(0, "temperature=" + temperature);
    }
    Map<String, String> given = new HashMap<>(Map.of("preset", preset));
    Optional.ofNullable(method).ifPresent(one -> given.put("method", one));
    witness.ifPresent(file -> given.put("witness", file));
    SearchSpace space = new SearchSpace(given, set);
    EngineNetwork start = model.engine();
    RefineRun usual = lasting(run(start, space.refine(Map.of()), data.source("train")));
    boolean searchesMethods = method == null && auto.asked();
    String name = searchesMethods ? model.name() + "-auto" : usual.name();
    Path folder = options.folder("refine-" + name);
    if (length.minutes != null) {
      length.steps = Pace.steps(length.minutes, start, usual, folder);
      usual = lasting(usual);
    }
    Optional<SearchResults> found = auto.search(start, data, space, usual, options, folder);
    Map<String, String> chosen =
        found.map(search -> search.chosen().trial().values()).orElse(Map.of());
    RefineRun run = lasting(run(start, space.refine(chosen), usual.train()));
    options.run(
        "refine-" + name,
        words(chosen, run.refine()),
        found.map(run::after).orElse(run),
        (card, out) -> ExperimentCommands.TrainCommand.text(card.name(), card, out));
    return ExitCode.OK;
  }

  private RefineRun run(EngineNetwork start, RefineSpec refine, Source train) throws IOException {
    String name = model.name() + "-" + refine.method().replace(" ", "");
    return new RefineRun(
        name, start, refine.keeping(1), train, data.test(), Optional.empty(), options.seed());
  }

  private RefineRun lasting(RefineRun run) {
    return length.steps == null ? run : run.lasting(length.steps);
  }

  /** The command that repeats the refinement, with what a search chose in place of the search. */
  private List<String> words(Map<String, String> chosen, RefineSpec refine) {
    List<String> words = AutoOptions.without(options.typed(), spec.findOption("--minutes"));
    if (method == null) {
      words.addAll(List.of("--method", refine.method()));
    }
    chosen.forEach(
        (path, value) -> {
          if (!path.equals("method")) {
            words.addAll(List.of("--set", path + "=" + value));
          }
        });
    if (length.minutes != null) {
      words.addAll(List.of("--steps", length.steps.toString()));
    }
    return words;
  }
}
