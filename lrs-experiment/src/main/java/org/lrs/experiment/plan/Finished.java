package org.lrs.experiment.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * What the stages of a plan have left, by stage.
 *
 * @param results the result of every step that ran or was there
 */
public record Finished(Plan plan, Map<Plan.Step, Result> results)
    implements Function<Stage<?>, Path> {

  /**
   * One stage's result.
   *
   * @param reused whether it was there before
   * @param seconds how long it took, now or when it was made; 0 if that is not known
   */
  public record Result(Path folder, boolean reused, double seconds) {}

  /** Whether a stage has a result. */
  public boolean has(Stage<?> stage) {
    return results.containsKey(plan.of(stage));
  }

  /** Where a stage's result is, and what it took. */
  public Result of(Stage<?> stage) {
    return results.get(plan.of(stage));
  }

  /** The folder of a stage's result. */
  @Override
  public Path apply(Stage<?> stage) {
    return of(stage).folder();
  }

  /** A stage's result. */
  public <R> R get(Stage<R> stage) {
    return stage.read(apply(stage));
  }
}
