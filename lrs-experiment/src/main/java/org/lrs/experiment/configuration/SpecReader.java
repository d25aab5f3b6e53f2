package org.lrs.experiment.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.data.Datasets;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.store.HashedFile;
import org.lrs.refine.Training;
import org.lrs.text.FileName;
import org.lrs.text.Foreign;

/**
 * Reads an experiment from YAML.
 *
 * <p>Strict: a key, name, number or file that does not fit ends the reading with a {@link
 * SpecException} that names file, line and the nearest valid name. Nothing is run and nothing is
 * written.
 */
public final class SpecReader {

  private static final List<String> KEYS =
      List.of("name", "seed", "data", "models", "surrogates", "attacks", "targets", "analyze");
  private static final String SWEEP = "sweep";

  private final SpecNode root;
  private final Paths paths;
  private final String source;

  private SpecReader(String name, String yaml, Path folder, List<String> overrides) {
    root = YamlTree.ofFile(name, yaml);
    overrides.forEach(override -> Overrides.apply(root, override));
    paths = new Paths(folder);
    source =
        overrides.stream()
            .map(o -> "# --set " + o + "\n")
            .collect(Collectors.joining("", yaml, ""));
  }

  private static SpecReader of(Path file, List<String> overrides) {
    String name = Foreign.text(String.valueOf(file.getFileName()));
    Path folder = file.toAbsolutePath().getParent();
    return new SpecReader(name, SpecText.read(file), folder, overrides);
  }

  /**
   * Reads an experiment from a file.
   *
   * @param file YAML; relative paths in it start from its folder
   * @param overrides {@code a.b.c=value}, applied in this order
   * @throws SpecException for anything that does not fit
   */
  public static ExperimentSpec read(Path file, List<String> overrides) {
    return of(file, overrides).experiment();
  }

  /**
   * Reads an experiment from a text, such as that of one that comes with the program.
   *
   * @param name file name for messages
   * @param folder where relative paths start
   */
  public static ExperimentSpec parse(
      String name, String yaml, Path folder, List<String> overrides) {
    return new SpecReader(name, yaml, folder, overrides).experiment();
  }

  /**
   * Reads an experiment with a section {@code sweep} from a file.
   *
   * @param overrides as {@link #read}
   * @throws SpecException for anything that does not fit, in any of the trials
   */
  public static SweepSpec readSweep(Path file, List<String> overrides) {
    return of(file, overrides).sweep();
  }

  /**
   * Reads what to train from a file.
   *
   * @param file YAML with {@code name, seed, data, model, train}
   * @param overrides as {@link #read}
   * @throws SpecException for anything that does not fit
   */
  public static TrainingSpec readTraining(Path file, List<String> overrides) {
    return of(file, overrides).training();
  }

  private SweepSpec sweep() {
    Fields fields =
        Fields.of(root, "experiment", Stream.concat(KEYS.stream(), Stream.of(SWEEP)).toList());
    SpecNode surrogates = fields.get("surrogates");
    SurrogateDecoder decoder = new SurrogateDecoder(models(fields), surrogates);
    SweepDecoder sweep =
        new SweepDecoder(
            fields.get(SWEEP), surrogates, node -> decoder.decode("trial", node), seed(fields));
    root.fields().remove(SWEEP);
    return sweep.decode(this::experiment);
  }

  private TrainingSpec training() {
    Fields fields = Fields.of(root, "training", List.of("name", "seed", "data", "model", "train"));
    Fields model =
        Fields.of(fields.get("model"), "model", List.of("architecture", "normalization"));
    Training usual = TrainingSpec.defaults();
    return new TrainingSpec(
        fields.text("name"),
        seed(fields),
        data(fields.get("data")),
        ModelDecoder.architecture(model),
        ModelDecoder.normalization(model),
        fields.find("train").map(node -> RefineDecoder.training(node, usual)).orElse(usual),
        source);
  }

  private ExperimentSpec experiment() {
    if (root.fields().containsKey(SWEEP)) {
      throw root.fields().get(SWEEP).error("this experiment is a sweep; 'lrs sweep' runs it");
    }
    Fields fields = Fields.of(root, "experiment", KEYS);
    DataSpec data = data(fields.get("data"));
    Map<String, NetworkRef> models = models(fields);
    Map<String, SurrogateSpec> listed =
        fields
            .find("surrogates")
            .map(node -> named(node, new SurrogateDecoder(models, node)::decode))
            .orElse(Map.of());
    List<NetworkRef> targets = targets(fields.get("targets"), models);
    AttackPlaces places =
        new AttackPlaces(new AttackDecoder(paths), models, listed, targets.size());
    Map<String, AttackSpec> attacks = named(fields.get("attacks"), places::decode);
    AnalyzeSpec analyze =
        fields
            .find("analyze")
            .map(node -> RecordBinder.read(node, "analyze", AnalyzeSpec.defaults()))
            .orElseGet(AnalyzeSpec::defaults);
    String name = fields.text("name");
    long seed = seed(fields);
    return fields
        .get("targets")
        .refusing(
            () ->
                new ExperimentSpec(
                    name,
                    seed,
                    data,
                    places.surrogates(),
                    List.copyOf(attacks.values()),
                    places.places(),
                    targets,
                    analyze,
                    source));
  }

  /** The seed, 0 unless given. */
  private static long seed(Fields fields) {
    return fields.find("seed").map(n -> n.integer("seed", 0, Long.MAX_VALUE)).orElse(0L);
  }

  private DataSpec data(SpecNode node) {
    Fields fields = Fields.of(node, "data", List.of("dataset", "path", "train", "evaluate"));
    String dataset = fields.get("dataset").oneOf("dataset", Datasets.kinds());
    boolean embedded = dataset.equals("embedded");
    if (embedded) {
      fields.refuse("path", "dataset 'embedded' comes with the program and takes no path");
    }
    Optional<HashedFile> path =
        embedded
            ? Optional.empty()
            : Optional.of(paths.existing(fields.get("path")).ofData(dataset));
    return new DataSpec(
        source(fields, "train", dataset, path, "train"),
        source(fields, "evaluate", dataset, path, "test"));
  }

  private static Source source(
      Fields data, String key, String dataset, Optional<HashedFile> path, String usualSplit) {
    SpecNode node = data.find(key).orElse(SpecNode.mapping(key));
    Fields fields = Fields.of(node, "data." + key, List.of("split", "start", "count"));
    String split = fields.find("split").isPresent() ? fields.text("split") : usualSplit;
    int start = fields.count("start", 0, 0);
    int count = fields.count("count", 0, 1);
    OptionalInt limit = count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    return node.refusing(() -> new Source(dataset, path, split, start, limit));
  }

  private Map<String, NetworkRef> models(Fields fields) {
    return named(fields.get("models"), new ModelDecoder(paths)::decode);
  }

  /** Decodes every entry of a mapping of names. */
  private static <T> Map<String, T> named(SpecNode node, BiFunction<String, SpecNode, T> decoder) {
    Map<String, T> all = new LinkedHashMap<>();
    node.fields()
        .forEach(
            (name, value) -> {
              if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
                throw value.error(
                    "the name '%s' becomes a folder: use letters, digits and . _ + - only"
                        .formatted(Foreign.text(name)));
              }
              if (FileName.bytes(name) > FileName.LONGEST) {
                throw value.error(
                    "the name '%s' becomes a folder and may have %s characters, it has %s"
                        .formatted(Foreign.text(name), FileName.LONGEST, name.length()));
              }
              all.put(name, decoder.apply(name, value));
            });
    if (all.isEmpty()) {
      throw node.error("at least one entry is needed here");
    }
    return all;
  }

  private static List<NetworkRef> targets(SpecNode node, Map<String, NetworkRef> models) {
    List<NetworkRef> targets = new ArrayList<>();
    for (SpecNode item : node.items()) {
      NetworkRef model = ModelDecoder.find(item, models);
      if (targets.contains(model)) {
        throw item.error("target " + item.quoted() + " is listed twice");
      }
      targets.add(model);
    }
    if (targets.isEmpty()) {
      throw node.error("at least one target is needed");
    }
    return targets;
  }
}
