package org.lrs.experiment.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.lrs.Records;
import org.lrs.experiment.network.NetworkRef;

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

  private SpecReader() {}

  /**
   * Reads an experiment from a file.
   *
   * @param file YAML; relative paths in it start from its folder
   * @param overrides {@code a.b.c=value}, applied in this order
   * @throws SpecException for anything that does not fit
   */
  public static ExperimentSpec read(Path file, List<String> overrides) {
    return parse(name(file), text(file), folder(file), overrides);
  }

  /**
   * Reads an experiment from a text, such as that of one that comes with the program.
   *
   * @param name file name for messages
   * @param folder where relative paths start
   */
  public static ExperimentSpec parse(
      String name, String yaml, Path folder, List<String> overrides) {
    SpecNode root = tree(name, yaml, overrides);
    return decode(root, new Paths(folder, Paths::fromSurroundings), source(yaml, overrides));
  }

  /**
   * Reads an experiment with a section {@code sweep} from a file.
   *
   * @param overrides as {@link #read}
   * @throws SpecException for anything that does not fit, in any of the trials
   */
  public static SweepSpec readSweep(Path file, List<String> overrides) {
    String yaml = text(file);
    SpecNode root = tree(name(file), yaml, overrides);
    Paths paths = new Paths(folder(file), Paths::fromSurroundings);
    Fields fields = Fields.of(root, "experiment", append(KEYS, SWEEP));
    SpecNode surrogates = fields.get("surrogates");
    ModelDecoder models = new ModelDecoder(paths);
    SurrogateDecoder decoder =
        new SurrogateDecoder(named(fields.get("models"), models::decode), surrogates);
    SweepDecoder sweep =
        new SweepDecoder(
            fields.get(SWEEP), surrogates, node -> decoder.decode("trial", node), seed(fields));
    List<SweepSpec.Trial> trials = sweep.expand();
    root.fields().remove(SWEEP);
    return new SweepSpec(
        sweep.surrogate(), sweep.settings(), trials, decode(root, paths, source(yaml, overrides)));
  }

  private static List<String> append(List<String> keys, String key) {
    return Stream.concat(keys.stream(), Stream.of(key)).toList();
  }

  /**
   * Reads what to train from a file.
   *
   * @param file YAML with {@code name, seed, data, model, train}
   * @param overrides as {@link #read}
   * @throws SpecException for anything that does not fit
   */
  public static TrainingSpec readTraining(Path file, List<String> overrides) {
    String yaml = text(file);
    SpecNode root = tree(name(file), yaml, overrides);
    Paths paths = new Paths(folder(file), Paths::fromSurroundings);
    return TrainingDecoder.decode(root, paths, source(yaml, overrides));
  }

  private static SpecNode tree(String name, String yaml, List<String> overrides) {
    SpecNode root = YamlTree.ofFile(name, yaml);
    for (String override : overrides) {
      Overrides.apply(root, override);
    }
    return root;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      String reason = Files.exists(file) ? "cannot be read as text (" + e + ")" : "no such file";
      throw new SpecException(file.toString(), reason);
    }
  }

  /** The seed, 0 unless given. */
  static long seed(Fields fields) {
    return fields.find("seed").map(n -> Values.integer(n, "seed", 0, Long.MAX_VALUE)).orElse(0L);
  }

  private static String source(String yaml, List<String> overrides) {
    StringBuilder source = new StringBuilder(yaml);
    for (String override : overrides) {
      source.append("# --set ").append(override).append('\n');
    }
    return source.toString();
  }

  private static ExperimentSpec decode(SpecNode root, Paths paths, String source) {
    if (root.fields().containsKey(SWEEP)) {
      throw root.fields().get(SWEEP).error("this experiment is a sweep; 'lrs sweep' runs it");
    }
    Fields fields = Fields.of(root, "experiment", KEYS);
    DataSpec data = new DataDecoder(paths).decode(fields.get("data"));
    ModelDecoder modelDecoder = new ModelDecoder(paths);
    Map<String, NetworkRef> models = named(fields.get("models"), modelDecoder::decode);
    Map<String, SurrogateSpec> listed =
        fields
            .find("surrogates")
            .map(node -> named(node, new SurrogateDecoder(models, node)::decode))
            .orElse(Map.of());
    AttackPlaces places = new AttackPlaces(new AttackDecoder(paths), models, listed);
    Map<String, AttackSpec> attacks = named(fields.get("attacks"), places::decode);
    return new ExperimentSpec(
        fields.text("name"),
        seed(fields),
        data,
        places.surrogates(),
        List.copyOf(attacks.values()),
        places.places(),
        targets(fields.get("targets"), models),
        fields.find("analyze").map(SpecReader::analyze).orElseGet(AnalyzeSpec::defaults),
        source);
  }

  /** Decodes every entry of a mapping of names. */
  private static <T> Map<String, T> named(SpecNode node, BiFunction<String, SpecNode, T> decoder) {
    Map<String, T> all = new LinkedHashMap<>();
    for (Map.Entry<String, SpecNode> entry : node.fields().entrySet()) {
      String name = entry.getKey();
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
        throw entry
            .getValue()
            .error(
                "the name '" + name + "' becomes a folder: use letters, digits and . _ + - only");
      }
      all.put(name, decoder.apply(name, entry.getValue()));
    }
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
        throw item.error("target '" + item.text() + "' is listed twice");
      }
      targets.add(model);
    }
    if (targets.isEmpty()) {
      throw node.error("at least one target is needed");
    }
    return targets;
  }

  private static AnalyzeSpec analyze(SpecNode node) {
    AnalyzeSpec defaults = AnalyzeSpec.defaults();
    Fields.of(node, "analyze", Records.names(AnalyzeSpec.class));
    return RecordBinder.bind(node, defaults);
  }
}
