package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/sweep.md} says about the section is what the reader does. */
class DocumentedSweepTest {

  private static final Path ROOT = Path.of(System.getProperty("lrs.root"));
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @TempDir Path folder;

  @Test
  void bothExamplesAreRead() throws IOException {
    List<String> examples =
        YAML.matcher(Files.readString(ROOT.resolve("docs/sweep.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    String config = Files.readString(ROOT.resolve("configs/sweep-embedded.yaml"));
    String experiment = config.substring(0, config.indexOf("sweep:\n")).replace("lrs-2:", "lrs-f:");
    // Three weights by three weights by two methods; twenty draws.
    assertThat(trials(experiment + examples.get(0))).hasSize(18);
    assertThat(trials(experiment + examples.get(1))).hasSize(20);
  }

  private List<SweepSpec.Trial> trials(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), yaml);
    return SpecReader.readSweep(file, List.of()).trials();
  }
}
