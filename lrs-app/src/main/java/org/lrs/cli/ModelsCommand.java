package org.lrs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    footer = "  lrs models show resnet20-a --input 1x28x28")
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

  @Command(
      name = "list",
      header = "List the architectures with their size and paper.",
      footer = "  lrs models list --json")
  void list(@Mixin Output listed) {
    List<Summary> all =
        Architectures.names().stream()
            .map(name -> summary(name, new InputShape(3, 32, 32), 10))
            .toList();
    List<CheckpointCard> embedded =
        EmbeddedModels.names().stream().map(EmbeddedModels::card).toList();
    listed.print(new Catalogue(all, embedded), () -> table(all) + embedded(embedded));
  }

  private static String table(List<Summary> all) {
    return Output.table(
            List.of("architecture", "parameters", "paper"),
            all,
            one -> List.of(one.name(), Output.format("%,12d", one.parameters()), one.paper()))
        + "Parameters for images of 3x32x32 in 10 classes."
        + " Families take other sizes too: resnet26-a, densenet52-k16-bc, wrn-16-8, vgg11-bn-x0.5.\n";
  }

  private static String embedded(List<CheckpointCard> cards) {
    return "\nNetworks that come with lrs, {embedded: NAME} in specs:\n"
        + Output.table(
            List.of("network", "accuracy", "trained on"),
            cards,
            card ->
                List.of(
                    card.name(),
                    Output.format("%.2f %%", 100 * card.testAccuracy()),
                    card.dataset()));
  }

  private static Summary summary(String name, InputShape input, int classes) {
    Architecture architecture = Architectures.get(name);
    Network network = architecture.build(input, classes);
    return new Summary(
        name, network.parameterCount(), input.toString(), classes, architecture.paper());
  }

  @Command(
      name = "show",
      header = "Show an architecture or network: its paper, size, parameters and layers.",
      footer = "  lrs models show densenet40-k12-bc --classes 100")
  void show(
      @Parameters(
              paramLabel = "NAME",
              description = "Name of an architecture, or of a network that comes with lrs.")
          String name,
      @Option(
              names = "--input",
              description =
                  "Channels, height and width (default: 3x32x32, or those of the network).")
          InputShape input,
      @Option(
              names = "--classes",
              description = "Number of classes (default: 10, or those of the network).")
          Integer classes,
      @Mixin Output shown) {
    Optional<CheckpointCard> card =
        Optional.of(name).filter(EmbeddedModels.names()::contains).map(EmbeddedModels::card);
    String architecture = card.map(CheckpointCard::architecture).orElse(name);
    InputShape usual = card.map(CheckpointCard::input).orElse(new InputShape(3, 32, 32));
    InputShape shape = input == null ? usual : input;
    int count = classes == null ? card.map(CheckpointCard::classes).orElse(10) : classes;
    Network network = Architectures.get(architecture).build(shape, count);
    Network folded = new Folding(network).network();
    List<String> trunk = folded.trunk();
    Details details =
        new Details(
            summary(architecture, shape, count),
            network.parameters().stream()
                .map(p -> new Parameter(p.name(), p.shape(), p.trainable()))
                .toList(),
            folded.layers().stream()
                .map(layer -> new LayerName(layer, trunk.contains(layer)))
                .toList());
    shown.print(details, () -> text(details));
  }

  private static String text(Details details) {
    Summary summary = details.summary();
    return Output.format(
        """
        %s
          %s
          %,d trained values for images of %s in %d classes
        %sLayers for attacks on features ('layer'); every path passes those of the trunk:
        %s""",
        summary.name(),
        summary.paper(),
        summary.parameters(),
        summary.input(),
        summary.classes(),
        Grid.aligned(
            details.parameters().stream()
                .map(
                    p ->
                        List.of(
                            "  " + p.name(),
                            Arrays.toString(p.shape()),
                            p.trained() ? "" : "running statistic"))
                .toList()),
        Grid.aligned(
            details.layers().stream()
                .map(layer -> List.of("  " + layer.name(), layer.trunk() ? "trunk" : ""))
                .toList()));
  }
}
