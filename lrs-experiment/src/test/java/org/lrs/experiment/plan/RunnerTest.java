package org.lrs.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.store.ArtifactStore;

class RunnerTest {

  @TempDir Path folder;

  private ArtifactStore store;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() {
    store = ArtifactStore.open(folder.resolve("store"));
  }

  /** Writes its own name behind its inputs' texts. */
  private final class Append implements Stage<Path> {
    private final String name;
    private final List<Stage<?>> inputs;
    private boolean fails;

    Append(String name, Stage<?>... inputs) {
      this.name = name;
      this.inputs = List.of(inputs);
    }

    @Override
    public String kind() {
      return "append";
    }

    @Override
    public String label() {
      return "append " + name;
    }

    @Override
    public Object parameters() {
      return Map.of("name", name);
    }

    @Override
    public List<Stage<?>> inputs() {
      return inputs;
    }

    @Override
    public double cost() {
      return 10;
    }

    @Override
    public Path read(Path folder) {
      return folder.resolve("text");
    }

    @Override
    public void run(StageRun run) throws IOException {
      ran.add(name);
      StringBuilder text = new StringBuilder();
      for (Stage<?> input : inputs) {
        text.append(Files.readString(run.input(input).resolve("text")));
      }
      run.advance(0.5, "");
      if (fails) {
        Files.writeString(run.checkpoint().resolve("half"), "");
        throw new IllegalStateException("power cut");
      }
      Files.writeString(run.output().resolve("text"), text + name);
    }
  }

  private List<Finished.Result> run(Stage<?> last) {
    Plan plan = Plan.of(List.of(last), store);
    Finished outcomes = new Runner(store, Progress.silent()).run(plan);
    return plan.steps().stream().map(outcomes.results()::get).toList();
  }

  @Test
  void inputsRunFirstAndOnce() {
    Stage<?> a = new Append("a");
    Stage<?> b = new Append("b", a);
    Stage<?> c = new Append("c", a, b);
    List<Finished.Result> outcomes = run(c);
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(outcomes.get(2).folder().resolve("text")).hasContent("aabc");
  }

  @Test
  void stagesThatMakeTheSameResultRunOnce() {
    run(new Append("c", new Append("a"), new Append("a")));
    assertThat(ran).containsExactly("a", "c");
  }

  @Test
  void aSecondRunReusesEverythingAndAChangeRunsOnlyWhatDependsOnIt() {
    run(new Append("c", new Append("a"), new Append("b")));
    ran.clear();
    assertThat(run(new Append("c", new Append("a"), new Append("b"))))
        .allMatch(Finished.Result::reused);
    assertThat(ran).isEmpty();
    run(new Append("c", new Append("a"), new Append("x")));
    assertThat(ran).containsExactly("x", "c");
  }

  @Test
  void afterAFailureTheFinishedStagesAreKept() {
    Append a = new Append("a");
    Append b = new Append("b", a);
    b.fails = true;
    assertThatThrownBy(() -> run(b)).hasMessage("power cut");
    Plan plan = Plan.of(List.of(b), store);
    assertThat(plan.steps())
        .extracting(Plan.Step::status)
        .containsExactly(Plan.Status.CACHED, Plan.Status.STARTED);
    b.fails = false;
    ran.clear();
    run(b);
    assertThat(ran).containsExactly("b");
  }

  @Test
  void aPlanTellsWhatIsCachedAndWritesNothing() {
    Stage<?> a = new Append("a");
    assertThat(Plan.of(List.of(a), store).toText())
        .startsWith("to-do    append a")
        .contains("10 image passes")
        .contains("1 of 1 stages to run, time unknown before a first run");
    assertThat(folder.resolve("store")).doesNotExist();
    run(a);
    assertThat(Plan.of(List.of(a), store).toText()).startsWith("cached   append a");
    assertThat(Plan.of(List.of(new Append("b")), store).toText()).contains("about 1 s");
  }

  @Test
  void aToleratedFailureLosesOnlyWhatNeedsIt() {
    Append a = new Append("a");
    a.fails = true;
    Append b = new Append("b");
    Stage<?> ofA = new Append("c", a, b);
    Stage<?> ofB = new Append("d", b);
    Plan plan = Plan.of(List.of(a, b, ofA, new Append("e", ofA), ofB), store);
    List<Stage<?>> failed = new ArrayList<>();
    Finished outcomes =
        new Runner(store, Progress.silent()).run(plan, (step, failure) -> failed.add(step.stage()));
    assertThat(failed).containsExactly(a);
    assertThat(ran).containsExactly("a", "b", "d");
    assertThat(outcomes.results()).containsOnlyKeys(plan.of(b), plan.of(ofB));
  }

  @Test
  void severalWorkersWaitForTheInputs() {
    List<Stage<?>> all = new ArrayList<>();
    Append last = new Append("0");
    all.add(last);
    for (int i = 1; i < 12; i++) {
      all.add(new Append("beside" + i));
      last = new Append("-" + i, last);
      all.add(last);
    }
    Plan plan = Plan.of(all, store);
    Finished outcomes = new Runner(store, Progress.silent(), 4).run(plan);
    assertThat(ran).hasSize(23).doesNotHaveDuplicates();
    assertThat(outcomes.apply(last).resolve("text")).hasContent("0-1-2-3-4-5-6-7-8-9-10-11");
  }

  @Test
  void aFailureOfOneOfSeveralWorkersEndsTheRun() {
    Append fails = new Append("a");
    fails.fails = true;
    Stage<?> never = new Append("b", fails);
    Plan plan = Plan.of(List.of(fails, never), store);
    assertThatThrownBy(() -> new Runner(store, Progress.silent(), 2).run(plan))
        .hasMessage("power cut");
    assertThat(ran).containsExactly("a");
    assertThatThrownBy(() -> new Runner(store, Progress.silent(), 0))
        .hasMessage("jobs must be at least 1, got 0");
  }
}
