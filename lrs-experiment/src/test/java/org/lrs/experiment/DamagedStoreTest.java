package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.format.Checksums;
import org.lrs.tensor.Rng;

/** What a run keeps for the next one, damaged on the disk: made again, with a line that says so. */
class DamagedStoreTest {

  @TempDir Path folder;
  private ExperimentSpec spec;
  private Path out;

  /** Hears warnings; may end the run when the images of an attack have been kept. */
  private static final class Listener implements Progress {
    private final List<String> warnings = new ArrayList<>();
    private final boolean dies;
    private int complete;

    Listener(boolean dies) {
      this.dies = dies;
    }

    @Override
    public void advanced(Plan.Step step, double fraction, String note, OptionalDouble left) {
      // Once when the last image is crafted, and once when it is kept.
      if (dies && step.stage().kind().equals("craft") && fraction == 1 && ++complete == 2) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void warned(Plan.Step step, String sentence) {
      warnings.add(sentence);
    }
  }

  @BeforeEach
  void anExperiment() throws IOException {
    spec = TinyExperiment.in(folder).spec("surrogates.refined.refine.epochs=1");
    out = folder.resolve("run");
  }

  private Listener run(Path to, boolean dies) {
    Listener listener = new Listener(dies);
    Experiment.run(spec, Options.of(to, "lrs run"), listener);
    return listener;
  }

  private List<Path> files(String inside) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve(".store").resolve(inside))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Digests of all results of a run; times differ. */
  private static Map<String, String> results(Path run) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!name.startsWith(".") && !name.equals("provenance.json")) {
          all.put(name, Checksums.sha256(file));
        }
      }
    }
    return all;
  }

  @Test
  void aDamagedPieceOfAnAttackIsCraftedAgain() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, false);
    assertThatThrownBy(() -> run(out, true)).hasMessage("killed");
    Path piece = files("work").stream().filter(f -> f.endsWith("from-0000000")).toList().get(0);
    byte[] kept = Files.readAllBytes(piece);
    Rng rng = Rng.of(3);
    for (int trial = 0; trial < 6; trial++) {
      byte[] changed = kept.clone();
      changed[rng.nextInt(kept.length)] ^= (byte) (1 << rng.nextInt(8));
      Files.write(piece, trial == 0 ? Arrays.copyOf(kept, rng.nextInt(kept.length)) : changed);
      Listener listener = new Listener(true);
      assertThatThrownBy(() -> Experiment.run(spec, Options.of(out, "lrs run"), listener))
          .hasMessage("killed");
      assertThat(listener.warnings)
          .contains("the kept images 0 to 9 are damaged and are made again");
      assertThat(piece).hasBinaryContent(kept);
    }
    assertThat(run(out, false).warnings).noneMatch(line -> line.contains("damaged"));
    assertThat(results(out)).isEqualTo(results(whole));
  }

  @Test
  void damagedResultsOfStagesAreMadeAgain() throws IOException {
    run(out, false);
    Map<String, String> wanted = results(out);
    Rng rng = Rng.of(4);
    for (Path file : files("artifacts").stream().filter(f -> rng.nextInt(8) == 0).toList()) {
      byte[] changed = Files.readAllBytes(file);
      changed[rng.nextInt(changed.length)] ^= (byte) (1 << rng.nextInt(8));
      Files.write(file, changed);
      assertThat(run(out, false).warnings)
          .as(file.toString())
          .contains("its result in " + out.resolve(".store") + " is damaged and is made again");
      assertThat(results(out)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "NaN 1", "1.000 12 0123456789abcdef", "9999", "-1.000 1", "\u0000"})
  void aDamagedNoteIsLeftOut(String note) throws IOException {
    run(out, false);
    Map<String, String> wanted = results(out);
    for (Path file : files("notes")) {
      Files.writeString(file, note);
    }
    assertThat(run(out, false).warnings)
        .contains(
            "the note of what it took in " + out.resolve(".store") + " is damaged and is left out");
    assertThat(results(out)).isEqualTo(wanted);
  }

  @Test
  void aNoteThatIsNoTextIsLeftOutAndOneOfAnEarlierVersionIsRead() throws IOException {
    run(out, false);
    for (Path file : files("notes")) {
      Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    }
    Experiment.plan(spec, Options.of(out, "lrs run"));
    run(out, false);
    for (Path file : files("notes")) {
      Files.writeString(file, "1.500 12\n");
    }
    assertThat(run(out, false).warnings).noneMatch(line -> line.contains("note"));
    String provenance = Files.readString(out.resolve("provenance.json"), StandardCharsets.UTF_8);
    assertThat(provenance).contains("\"seconds\" : 1.5");
  }
}
