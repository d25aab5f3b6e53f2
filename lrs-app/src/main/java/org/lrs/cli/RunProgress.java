package org.lrs.cli;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;

/** Shows a run on the progress line: stage, share of the whole work, time that is left. */
final class RunProgress implements Progress {
  private static final double NANOS = 1e9;

  /** Stages that took longer leave a line. */
  private static final double NOTEWORTHY_SECONDS = 5;

  /** Before that, the first stages are no measure of the rest: the libraries are still loading. */
  private static final double LEAST_SHARE = 0.03;

  private final ProgressLine line;
  private final LiveCurves curves = new LiveCurves();
  private final Set<String> shown = new HashSet<>();

  /** Of the stages that have begun: number, and work that is done; several may run at a time. */
  private final Map<Plan.Step, String> places = new IdentityHashMap<>();

  private final Map<Plan.Step, Double> parts = new IdentityHashMap<>();
  private double total;
  private double done;
  private boolean estimated;
  private long start;

  RunProgress(ProgressLine line) {
    this.line = line;
    line.under(curves);
  }

  @Override
  public void planned(Plan plan) {
    List<Plan.Step> remaining = plan.remaining();
    start = System.nanoTime();
    OptionalDouble estimate = plan.estimatedSeconds();
    estimated = estimate.isPresent();
    total = remaining.stream().mapToDouble(step -> step.stage().cost()).sum();
    int reused = plan.steps().size() - remaining.size();
    String stages = plan.steps().size() == 1 ? "1 stage" : plan.steps().size() + " stages";
    String before = reused > 0 ? ", " + reused + " of them done before" : "";
    String time =
        estimate.isPresent() && !remaining.isEmpty()
            ? ", about " + ProgressLine.duration(estimate.getAsDouble())
            : "";
    line.println(stages + before + time);
  }

  @Override
  public void started(Plan.Step step, int number, int stages) {
    places.put(step, "[%s/%s] ".formatted(number, stages));
    line.update(share(), places.get(step) + step.stage().label());
  }

  @Override
  public void advanced(
      Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {
    parts.put(step, step.status() == Plan.Status.CACHED ? 0 : fraction * step.stage().cost());
    String what = places.get(step) + step.stage().label() + (note.isEmpty() ? "" : ": " + note);
    double share = share();
    line.update(share, what, estimated ? remainingSeconds : remaining(share));
  }

  @Override
  public void measured(Plan.Step step, Map<String, Double> figures) {
    // Curves of several trainings at once would run into one another.
    if (places.size() == 1) {
      curves.add(figures);
    }
  }

  /** The first run of its kind: what is left takes its share of the time that has passed. */
  private OptionalDouble remaining(double share) {
    double elapsed = (System.nanoTime() - start) / NANOS;
    return share < LEAST_SHARE
        ? OptionalDouble.empty()
        : OptionalDouble.of(elapsed * (1 - share) / share);
  }

  @Override
  public void warned(Plan.Step step, String sentence) {
    // A resumed stage warns again of what it had warned of before it was interrupted.
    if (shown.add(step.stage().label() + sentence)) {
      line.println("warning: " + step.stage().label() + ": " + sentence);
    }
  }

  @Override
  public void found(Finding finding) {
    Output.warning(finding).filter(shown::add).ifPresent(line::println);
  }

  @Override
  public void finished(Plan.Step step, boolean reused, double seconds) {
    curves.clear();
    String place = places.remove(step);
    parts.remove(step);
    if (step.status() != Plan.Status.CACHED) {
      done += step.stage().cost();
    }
    if (!reused && seconds >= NOTEWORTHY_SECONDS) {
      line.println(place + step.stage().label() + ", " + ProgressLine.duration(seconds));
    }
  }

  private double share() {
    double now = parts.values().stream().mapToDouble(part -> part).sum();
    return total > 0 ? (done + now) / total : 1;
  }
}
