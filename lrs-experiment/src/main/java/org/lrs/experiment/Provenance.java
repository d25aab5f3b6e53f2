package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Runner;

/**
 * Everything a run's figures depend on, and when and how fast they were made.
 *
 * @param command command that repeats the run
 * @param spec the experiment as read, overrides as comments
 * @param seed root of every random draw
 * @param machine versions, processor, threads
 * @param files path and SHA-256 of every file and folder that was read
 * @param started when the run began, ISO 8601
 * @param seconds how long it took
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
    List<StageNote> stages) {

  /**
   * One stage.
   *
   * @param digest name of its result
   * @param reused whether the result was there before
   * @param seconds time it took when it was made; 0 if that was in several tries
   */
  public record StageNote(String stage, String digest, boolean reused, double seconds) {}

  static List<StageNote> notes(Plan plan, Map<Plan.Step, Runner.Outcome> outcomes) {
    List<StageNote> notes = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      Runner.Outcome outcome = outcomes.get(step);
      notes.add(
          new StageNote(
              step.stage().label(), step.key().digest(), outcome.reused(), outcome.seconds()));
    }
    return notes;
  }

  static Map<String, String> files(ExperimentSpec spec) {
    Map<String, String> files = new TreeMap<>();
    spec.files().forEach(file -> files.put(file.toString(), file.digest()));
    return files;
  }

  /** The part that belongs in a report: nothing that changes from run to run. */
  static Map<String, String> forReport(ExperimentSpec spec, Machine machine) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("lrs", machine.version());
    facts.put("commit", machine.commit());
    facts.put("engine", machine.engine());
    facts.put("Java", machine.jvm());
    facts.put("system", machine.system());
    facts.put("processor", machine.cpu() + ", " + machine.cores() + " cores");
    facts.put("threads", String.valueOf(machine.threads()));
    facts.put("device", machine.device());
    facts.put("seed", String.valueOf(spec.seed()));
    Map<String, String> files = new TreeMap<>();
    spec.files().forEach(file -> files.put("SHA-256 of " + tail(file.path()), file.digest()));
    facts.putAll(files);
    return facts;
  }

  /** The last two names of a path: enough to recognise it, the same on every machine. */
  private static Path tail(Path path) {
    int names = path.getNameCount();
    return names <= 2 ? path : path.subpath(names - 2, names);
  }
}
