package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lrs.experiment.Pace;
import org.lrs.experiment.ProxySearch.Found;
import org.lrs.experiment.RefineRun;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.refine.Refinements;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs refine}: a smoother surrogate out of a pretrained one. */
@Command(
    name = "refine",
    header = "Refine a pretrained surrogate with Lipschitz regularisation.",
    description = {
      "Leaves model.safetensors, its card model.json and the curves training.json. A refinement"
          + " that was interrupted resumes and ends with the same weights.",
      "",
      "With --auto, weights and steps of the penalties are chosen first, by what transfers best to"
          + " proxies: networks of your own that no one else has. Never name the target you are"
          + " going to attack: settings chosen on it would show how well you tuned to that network,"
          + " not how well it withstands an attacker who has never seen it. The card's command"
          + " repeats the refinement without the search."
    },
    footer = {
      "  lrs refine --model resnet20.th --architecture resnet20-a \\",
      "    --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 \\",
      "    --dataset cifar10 --path data/cifar10 --method lrs-f --set epochs=1",
      "  lrs refine --model resnet8-a --method 'lrs-f + swa' --set maxSteps=60",
      "  lrs refine --model resnet8-a --method alignment --witness wrn-10-1",
      "  lrs refine --model resnet8-a --method lrs-f --auto --budget 9"
    })
final class RefineCommand implements Callable<Integer> {

  /** Names of all methods, for the help. */
  static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Refinements.names().iterator();
    }
  }

  @Mixin private ModelOptions model;

  @Mixin private DataOptions data;

  @Option(
      names = "--method",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Methods.class,
      description =
          "The refinement, or several as in 'lrs-f + swa', with settings in brackets:"
              + " ${COMPLETION-CANDIDATES}.")
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
        description =
            "About how long it takes on this machine, in place of --steps (default: one epoch).")
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
    Map<String, String> chosen = new TreeMap<>(Map.of("method", method, "preset", preset));
    witness.ifPresent(file -> chosen.put("witness", file));
    String canonical = SpecParts.refine(chosen, set).method();
    EngineNetwork pretrained = model.engine();
    Source train = data.source("train");
    String name = model.name() + "-" + canonical.replace(" ", "");
    String usual = "refine-" + name;
    Path folder = options.folder(usual);
    Optional<Found> found = auto.search(pretrained, data, train, chosen, set, options, folder);
    List<String> settings = found.map(Found::chosen).orElse(List.of());
    set.addAll(settings);
    RefineSpec refine = SpecParts.refine(chosen, set).keeping(1);
    RefineRun run =
        new RefineRun(name, pretrained, refine, train, data.test(), found, options.seed());
    if (length.minutes != null) {
      length.steps = Pace.steps(length.minutes, pretrained, run, folder);
    }
    options.run(
        usual,
        words(settings),
        length.steps == null ? run : run.lasting(length.steps),
        (card, out) -> ExperimentCommands.TrainCommand.text(card.name(), card, out));
    return ExitCode.OK;
  }

  /** The command that repeats the refinement, with what a search chose in place of the search. */
  private List<String> words(List<String> found) {
    List<String> words = AutoOptions.without(options.typed());
    found.forEach(setting -> words.addAll(List.of("--set", setting)));
    if (length.minutes != null) {
      words.addAll(List.of("--steps", length.steps.toString()));
    }
    return words;
  }
}
