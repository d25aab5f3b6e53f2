package org.lrs.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Finished;
import org.lrs.tensor.Engine;

/**
 * Everything a run's figures depend on, and when and how fast they were made.
 *
 * @param command command that repeats the run
 * @param spec the experiment as read, overrides as comments
 * @param seed root of every random draw
 * @param machine versions, processor, threads
 * @param files SHA-256 of every file and folder that was read, by its path as the spec has it, or
 *     from the folder of the spec
 * @param started when the run began, ISO 8601
 * @param seconds how long it took
 * @param refinementSeconds by surrogate, how long its refinement took when it was done; of those
 *     that were refined in one piece
 * @param stages what was done
 */
public record Provenance(
    String command,
    String spec,
    long seed,
    Machine machine,
    Map<String, String> files,
    String started,
    double seconds,
    Map<String, Double> refinementSeconds,
    List<StageNote> stages) {

  /** Provenance of runs from before {@code refinementSeconds} has none. */
  public Provenance {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(machine, "machine");
    files.keySet().stream().map(Path::of).forEach(Objects::requireNonNull);
    refinementSeconds = refinementSeconds == null ? Map.of() : refinementSeconds;
    stages = List.copyOf(stages);
  }

  /**
   * What the figures were made with.
   *
   * @param version version of this program
   * @param commit commit of its source, or {@code unknown}
   * @param jvm Java runtime
   * @param system operating system
   * @param cpu name of the processor
   * @param cores processors the runtime may use
   * @param engine version of the native library
   * @param threads threads one operation may use
   * @param device where tensors lived: {@code cpu} or {@code cuda:N}
   */
  public record Machine(
      String version,
      String commit,
      String jvm,
      String system,
      String cpu,
      int cores,
      String engine,
      int threads,
      String device) {

    public Machine {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(commit, "commit");
      Objects.requireNonNull(jvm, "jvm");
      Objects.requireNonNull(system, "system");
      Objects.requireNonNull(cpu, "cpu");
      Objects.requireNonNull(engine, "engine");
      Objects.requireNonNull(device, "device");
    }

    /** This machine, now. */
    public static Machine here() {
      return new Machine(
          Version.number(),
          Version.commit().orElse("unknown"),
          System.getProperty("java.vendor") + " " + Runtime.version(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          processor(),
          Runtime.getRuntime().availableProcessors(),
          Engine.version(),
          Engine.threads(),
          Engine.device().name());
    }

    private static String processor() {
      return Version.lines(Path.of("/proc/cpuinfo"))
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /**
   * One stage.
   *
   * @param digest name of its result
   * @param reused whether the result was there before
   * @param seconds time it took when it was made; 0 if that was in several tries
   */
  public record StageNote(String stage, String digest, boolean reused, double seconds) {}

  static List<StageNote> notes(Finished finished) {
    return finished.plan().steps().stream()
        .map(
            step -> {
              Finished.Result result = finished.results().get(step);
              return new StageNote(
                  step.stage().label(), step.key().digest(), result.reused(), result.seconds());
            })
        .toList();
  }

  static Map<String, Double> refinementSeconds(Graph graph, Finished finished) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Graph.SurrogateNode surrogate : graph.surrogates()) {
      surrogate
          .refinement()
          .map(stage -> finished.of(stage).seconds())
          .filter(time -> time > 0)
          .ifPresent(time -> seconds.put(surrogate.name(), time));
    }
    return seconds;
  }

  static Map<String, String> files(ExperimentSpec spec) {
    Map<String, String> files = new TreeMap<>();
    spec.files().forEach(file -> files.put(file.name(), file.digest()));
    return files;
  }

  /** The part that belongs in a report: nothing that changes from run to run. */
  Map<String, String> facts() {
    return facts(machine, seed, files);
  }

  static Map<String, String> facts(Machine machine, long seed, Map<String, String> files) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("lrs", machine.version());
    facts.put("commit", machine.commit());
    facts.put("engine", machine.engine());
    facts.put("Java", machine.jvm());
    facts.put("system", machine.system());
    facts.put("processor", machine.cpu() + ", " + machine.cores() + " cores");
    facts.put("threads", String.valueOf(machine.threads()));
    facts.put("device", machine.device());
    facts.put("seed", String.valueOf(seed));
    Map<String, String> digests = new TreeMap<>();
    files.forEach((path, digest) -> digests.put("SHA-256 of " + tail(Path.of(path)), digest));
    facts.putAll(digests);
    return facts;
  }

  /** The last two names of a path: enough to recognise it, the same on every machine. */
  private static Path tail(Path path) {
    int names = path.getNameCount();
    return names <= 2 ? path : path.subpath(names - 2, names);
  }
}
