package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.DatasetSource.RemoteFile;
import org.lrs.format.Checksums;
import org.lrs.format.FormatException;

class DatasetDownloadTest {
  private static final int SIZE = 200_000;

  @TempDir Path folder;

  private final byte[] content = new byte[SIZE];
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private DatasetDownload download;

  /** How the server misbehaves. */
  private int cutAfter = Integer.MAX_VALUE;

  private boolean ignoresRanges;
  private boolean corrupts;

  @BeforeEach
  void startServer() throws IOException {
    new Random(0).nextBytes(content);
    Path original = Files.write(folder.resolve("original"), content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/data/file.bin", this::answer);
    server.start();
    URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/data/");
    RemoteFile file = new RemoteFile("file.bin", SIZE, Checksums.hash(original, "MD5"));
    download = new DatasetDownload(new DatasetSource("test", base, List.of(file), "made here"));
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = 0;
    if (range != null && !ignoresRanges) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, SIZE - 1, SIZE));
    }
    byte[] body = content.clone();
    if (corrupts) {
      body[SIZE / 2] ^= 1;
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE - from);
    exchange.getResponseBody().write(body, from, Math.min(SIZE - from, cutAfter));
    exchange.close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void download() throws Exception {
    download.into(data(), (file, done, total) -> {});
  }

  @Test
  void fileArrivesWholeAndIsNotFetchedTwice() throws Exception {
    List<Long> progress = new ArrayList<>();
    download.into(data(), (file, done, total) -> progress.add(done));
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
    assertThat(data().toFile().list()).containsExactly("file.bin");
    assertThat(progress).isSorted().endsWith((long) SIZE);
    download();
    assertThat(ranges).hasSize(1);
  }

  @Test
  void interruptedDownloadIsResumedWhereItEnded() throws Exception {
    cutAfter = 100_000;
    assertThatThrownBy(this::download)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "file.bin: the connection ended after \\d+ of 200000 bytes;"
                + " run the command again to resume");
    // What had arrived, but for some bytes that were still on their way inside the client.
    long kept = Files.size(data().resolve("file.bin.part"));
    assertThat(kept).isBetween(50_000L, 100_000L);
    assertThat(data().resolve("file.bin")).doesNotExist();
    cutAfter = Integer.MAX_VALUE;
    download();
    assertThat(ranges).containsExactly("null", "bytes=" + kept + "-");
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
  }

  @Test
  void serverThatIgnoresRangesIsReadFromTheStart() throws Exception {
    cutAfter = 1000;
    assertThatThrownBy(this::download).isInstanceOf(IOException.class);
    cutAfter = Integer.MAX_VALUE;
    ignoresRanges = true;
    download();
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
  }

  @Test
  void corruptedFileIsDeletedAndTheNextAttemptStartsAnew() throws Exception {
    corrupts = true;
    assertThatThrownBy(this::download)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not the published");
    assertThat(data()).isEmptyDirectory();
    corrupts = false;
    download();
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
  }

  @Test
  void corruptedPartIsDeletedToo() throws Exception {
    Files.createDirectories(data());
    Files.write(data().resolve("file.bin.part"), new byte[1000]);
    assertThatThrownBy(this::download).isInstanceOf(FormatException.class);
    Files.write(data().resolve("file.bin.part"), new byte[SIZE + 1]);
    download();
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
  }

  @Test
  void anotherFileOfThatNameIsNotOverwritten() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("file.bin"), "mine");
    assertThatThrownBy(this::download).hasMessageContaining("move it away");
    assertThat(data().resolve("file.bin")).hasContent("mine");
  }

  @Test
  void missingFileAndDeadServerGiveOneSentence() throws Exception {
    server.removeContext("/data/file.bin");
    assertThatThrownBy(this::download)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 404");
    server.stop(0);
    assertThatThrownBy(this::download)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot reach localhost");
  }

  @Test
  void fileFromTheDiskIsCheckedAlike() throws Exception {
    download.takeFrom(folder.resolve("original"), data());
    assertThat(data().resolve("file.bin")).hasBinaryContent(content);
    Path damaged = Files.write(folder.resolve("damaged"), Arrays.copyOf(content, SIZE - 1));
    Path other = folder.resolve("other");
    assertThatThrownBy(() -> download.takeFrom(damaged, other)).isInstanceOf(FormatException.class);
    assertThat(other).isEmptyDirectory();
    assertThatThrownBy(() -> download.takeFrom(folder, other)).hasMessageContaining("no such file");
  }

  @Test
  void everyKnownSourceIsADatasetWithPlausibleFiles() {
    assertThat(Datasets.kinds()).containsAll(DatasetSource.names());
    for (String name : DatasetSource.names()) {
      DatasetSource source = DatasetSource.of(name);
      assertThat(source.base().getScheme()).isEqualTo("https");
      assertThat(source.files()).allMatch(f -> f.md5().matches("[0-9a-f]{32}") && f.bytes() > 4000);
    }
    assertThatThrownBy(() -> DatasetSource.of("fashion"))
        .hasMessageContaining("unknown downloadable dataset 'fashion'");
  }
}
