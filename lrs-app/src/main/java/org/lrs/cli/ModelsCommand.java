package org.lrs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lrs.model.Architecture;
import org.lrs.model.Architectures;
import org.lrs.model.CheckpointCard;
import org.lrs.model.EmbeddedModels;
import org.lrs.model.InputShape;
import org.lrs.nn.Folding;
import org.lrs.nn.Network;
import org.lrs.report.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs models}: the architectures and networks that can be named in specs. */
@Command(
    name = "models",
    header = "List architectures and the networks that come with lrs, or show one.",
    footer = {"", "Example:", "  lrs models show resnet20-a --input 1x28x28"},
    subcommands = {ModelsCommand.ListAll.class, ModelsCommand.Show.class})
final class ModelsCommand implements Runnable {

  @Mixin private Output output;

  /** One line of the list. */
  record Summary(String name, long parameters, String input, int classes, String paper) {}

  /** One parameter of a network. */
  record Parameter(String name, long[] shape, boolean trained) {}

  /** What can be named in specs. */
  record Catalogue(List<Summary> architectures, List<CheckpointCard> embedded) {}

  /**
   * One layer of a network as attacks see it: batch normalisations are folded away.
   *
   * @param trunk whether every path to the logits passes it
   */
  record LayerName(String name, boolean trunk) {}

  /** One architecture in full. */
  record Details(Summary summary, List<Parameter> parameters, List<LayerName> layers) {}

  @Override
  public void run() {
    list(output);
  }

  private static void list(Output output) {
    List<Summary> all =
        Architectures.names().stream()
            .map(name -> summary(name, new InputShape(3, 32, 32), 10))
            .toList();
    List<CheckpointCard> embedded =
        EmbeddedModels.names().stream().map(EmbeddedModels::card).toList();
    output.print(new Catalogue(all, embedded), () -> table(all) + embedded(embedded));
  }

  private static String embedded(List<CheckpointCard> cards) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("network", "accuracy", "trained on"));
    for (CheckpointCard card : cards) {
      String accuracy = String.format(Locale.ROOT, "%.2f %%", 100 * card.testAccuracy());
      rows.add(List.of(card.name(), accuracy, card.dataset()));
    }
    return "\nNetworks that come with lrs, {embedded: NAME} in specs:\n" + Grid.aligned(rows);
  }

  private static Summary summary(String name, InputShape input, int classes) {
    Architecture architecture = Architectures.get(name);
    Network network = architecture.build(input, classes);
    return new Summary(
        name, network.parameterCount(), input.toString(), classes, architecture.paper());
  }

  private static String table(List<Summary> all) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("architecture", "parameters", "paper"));
    for (Summary one : all) {
      rows.add(
          List.of(one.name(), String.format(Locale.ROOT, "%,12d", one.parameters()), one.paper()));
    }
    return Grid.aligned(rows)
        + "Parameters for images of 3x32x32 in 10 classes."
        + " Families take other sizes too: resnet26-a, densenet52-k16-bc, wrn-16-8, vgg11-bn-x0.5.\n";
  }

  /** {@code lrs models list}. */
  @Command(
      name = "list",
      header = "List the architectures with their size and paper.",
      footer = {"", "Example:", "  lrs models list --json"})
  static final class ListAll implements Runnable {
    @Mixin private Output output;

    @Override
    public void run() {
      list(output);
    }
  }

  /** {@code lrs models show NAME}. */
  @Command(
      name = "show",
      header = "Show an architecture or network: its paper, size, parameters and layers.",
      footer = {"", "Example:", "  lrs models show densenet40-k12-bc --classes 100"})
  static final class Show implements Runnable {
    @Mixin private Output output;

    @Parameters(
        paramLabel = "NAME",
        description = "Name of an architecture, or of a network that comes with lrs.")
    private String name;

    @Option(
        names = "--input",
        converter = Converters.Shape.class,
        description = "Channels, height and width (default: 3x32x32, or those of the network).")
    private InputShape input;

    @Option(
        names = "--classes",
        description = "Number of classes (default: 10, or those of the network).")
    private Integer classes;

    @Override
    public void run() {
      boolean embedded = EmbeddedModels.names().contains(name);
      String architecture = embedded ? EmbeddedModels.card(name).architecture() : name;
      if (input == null) {
        input = embedded ? EmbeddedModels.card(name).input() : new InputShape(3, 32, 32);
      }
      if (classes == null) {
        classes = embedded ? EmbeddedModels.card(name).classes() : 10;
      }
      Network network = Architectures.get(architecture).build(input, classes);
      Summary summary = summary(architecture, input, classes);
      Details details = new Details(summary, parameters(network), layers(network));
      output.print(details, () -> text(details));
    }

    private static List<Parameter> parameters(Network network) {
      return network.parameters().stream()
          .map(p -> new Parameter(p.name(), p.shape(), p.trainable()))
          .toList();
    }

    private static List<LayerName> layers(Network original) {
      Network folded = new Folding(original).network();
      List<String> trunk = folded.trunk();
      return folded.layers().stream()
          .map(layer -> new LayerName(layer, trunk.contains(layer)))
          .toList();
    }

    private static String text(Details details) {
      List<List<String>> rows = new ArrayList<>();
      for (Parameter p : details.parameters()) {
        rows.add(
            List.of(
                "  " + p.name(),
                Arrays.toString(p.shape()),
                p.trained() ? "" : "running statistic"));
      }
      List<List<String>> layers = new ArrayList<>();
      for (LayerName layer : details.layers()) {
        layers.add(List.of("  " + layer.name(), layer.trunk() ? "trunk" : ""));
      }
      Summary summary = details.summary();
      return String.format(
              Locale.ROOT,
              "%s%n  %s%n  %,d trained values for images of %s in %d classes%n",
              summary.name(),
              summary.paper(),
              summary.parameters(),
              summary.input(),
              summary.classes())
          + Grid.aligned(rows)
          + "Layers for attacks on features ('layer'); every path passes those of the trunk:\n"
          + Grid.aligned(layers);
    }
  }
}
