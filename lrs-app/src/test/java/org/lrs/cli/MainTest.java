package org.lrs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Takes some bytes, as a disk that becomes full or a reader that has read enough. */
  private static OutputStream taking(int bytes, String failure) {
    return new OutputStream() {
      private int left = bytes;

      @Override
      public void write(int b) throws IOException {
        if (left-- <= 0) {
          throw new IOException(failure);
        }
      }
    };
  }

  @Test
  void anOutputThatCannotBeWrittenIsAFailure() {
    for (int bytes : new int[] {0, 100, 10_000}) {
      assertThat(Main.run(taking(bytes, "No space left on device"), err, "attacks"))
          .isEqualTo(ExitCode.FAILED);
    }
    assertThat(Main.run(taking(0, "No space left on device"), err, "--version"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(UTF_8).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("lrs: the result cannot be written"));
  }

  @Test
  void aReaderThatHasReadEnoughEndsTheCommandQuietly() {
    assertThat(Main.run(taking(100, "Broken pipe"), err, "attacks", "--json"))
        .isEqualTo(ExitCode.UNREAD);
    assertThat(err.size()).isZero();
  }

  @Test
  void anArgumentThatTheLocaleCannotReadIsRefused() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.run(out, err, "attack", "--set", "targetClass=\ufffd\ufffd\ufffd"))
        .isEqualTo(ExitCode.INPUT);
    assertThat(err.toString(UTF_8))
        .startsWith("lrs: the argument 'targetClass=")
        .contains("set the environment variable LC_ALL to C.UTF-8");
    assertThat(out.size()).isZero();
  }

  @Test
  void aFailureKeepsItsCodeWhereNothingIsWritten() {
    assertThat(Main.run(taking(0, "No space left on device"), err, "attakcs"))
        .isEqualTo(ExitCode.INPUT);
  }
}
