package org.lrs.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.store.ArtifactStore;

class RunnerTest {

  @TempDir Path folder;

  private ArtifactStore store;
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void open() {
    store = ArtifactStore.open(folder.resolve("store"));
  }

  /** Writes its own name behind its inputs' texts. */
  private final class Append implements Stage {
    private final String name;
    private final List<Stage> inputs;
    private boolean fails;

    Append(String name, Stage... inputs) {
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
    public List<Stage> inputs() {
      return inputs;
    }

    @Override
    public double cost() {
      return 10;
    }

    @Override
    public void run(StageRun run) throws IOException {
      ran.add(name);
      StringBuilder text = new StringBuilder();
      for (Stage input : inputs) {
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

  private List<Runner.Outcome> run(Stage last) {
    Plan plan = Plan.of(List.of(last), store);
    Map<Plan.Step, Runner.Outcome> outcomes = new Runner(store, Progress.silent()).run(plan);
    return plan.steps().stream().map(outcomes::get).toList();
  }

  @Test
  void inputsRunFirstAndOnce() {
    Stage a = new Append("a");
    Stage b = new Append("b", a);
    Stage c = new Append("c", a, b);
    List<Runner.Outcome> outcomes = run(c);
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
        .allMatch(Runner.Outcome::reused);
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
    Stage a = new Append("a");
    assertThat(Plan.of(List.of(a), store).toText())
        .startsWith("to-do    append a")
        .contains("10 image passes")
        .contains("1 of 1 stages to run, time unknown before a first run");
    assertThat(folder.resolve("store")).doesNotExist();
    run(a);
    assertThat(Plan.of(List.of(a), store).toText()).startsWith("cached   append a");
    assertThat(Plan.of(List.of(new Append("b")), store).toText()).contains("about 1 s");
  }
}
