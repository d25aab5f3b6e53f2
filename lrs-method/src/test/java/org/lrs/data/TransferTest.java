package org.lrs.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.data.DatasetSource.RemoteFile;
import org.lrs.data.Transfer.Patience;

/** Servers that stall, lie or never end. */
@Timeout(20)
class TransferTest {
  private static final int SIZE = 5000;
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String UNTIL_CLOSED = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

  @TempDir Path folder;

  private ServerSocket server;

  private interface Answer {
    void to(OutputStream out) throws Exception;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  /** Answers each request so, until the test ends. */
  private void serve(Answer answer) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  if (socket.getInputStream().read(new byte[10_000]) > 0) {
                    answer.to(socket.getOutputStream());
                  }
                } catch (Exception e) {
                  // The client has gone, or the test is over.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  private static void content(OutputStream out, String head, int bytes) throws IOException {
    text(out, head);
    out.write(new byte[bytes]);
    out.flush();
  }

  private Path part() {
    return folder.resolve("data/file.bin.part");
  }

  private void download() throws Exception {
    URI base = URI.create("http://localhost:" + server.getLocalPort() + "/");
    RemoteFile file = new RemoteFile("file.bin", SIZE, "0".repeat(32));
    new DatasetDownload(
            new DatasetSource("test", base, List.of(file), "made here"),
            new Patience(SHORT, SHORT, SHORT))
        .into(folder.resolve("data"), (name, done, total) -> {});
  }

  private void assertFails(String sentence) {
    assertThatThrownBy(this::download)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("java.");
  }

  @Test
  void serverThatNeverAnswersIsLeft() {
    serve(out -> Thread.sleep(30_000));
    assertFails("(no answer within 0 s); check the network");
  }

  @Test
  void serverThatNeverEndsItsHeadersIsLeft() {
    serve(
        out -> {
          text(out, "HTTP/1.1 200 OK\r\n");
          while (true) {
            text(out, "X-More: 1\r\n");
            Thread.sleep(20);
          }
        });
    assertFails("(no answer within 0 s)");
  }

  @Test
  void serverThatStallsAfterSomeBytesIsLeftAndTheyAreKept() {
    serve(
        out -> {
          content(out, LENGTH, 2000);
          Thread.sleep(30_000);
        });
    assertFails("hardly a byte in 0 s, after 2000 of 5000 bytes; run the command again to resume");
    assertThat(part()).hasSize(2000);
  }

  @Test
  void serverThatDripsIsLeft() {
    serve(
        out -> {
          text(out, LENGTH);
          while (true) {
            out.write(0);
            out.flush();
            Thread.sleep(20);
          }
        });
    assertFails("hardly a byte in 0 s, after ");
  }

  @Test
  void bodyWithoutEndIsRefusedAtOnceAndRemoved() {
    serve(
        out -> {
          text(out, UNTIL_CLOSED);
          while (true) {
            out.write(new byte[1000]);
          }
        });
    assertFails("the server sent more than the 5000 bytes of the published file");
    assertThat(part()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4999", "5001", "99999999999999999999999"})
  void declaredLengthMustBeThePublishedOne(String length) {
    serve(out -> text(out, LENGTH.replace("5000", length)));
    assertThatThrownBy(this::download).isInstanceOf(IOException.class);
    assertThat(part()).doesNotExist();
  }

  @Test
  void shorterFileIsNotResumedForEver() {
    serve(out -> text(out, CHUNKED + "3\r\nabc\r\n0\r\n\r\n"));
    assertFails("the server sent 3 of the 5000 bytes of the published file, so it has another one");
    assertThat(part()).doesNotExist();
  }

  @Test
  void connectionThatEndsWhereItEndedBeforeIsNotResumedForEver() {
    serve(out -> content(out, UNTIL_CLOSED, 100));
    assertFails("the connection ended after 100 of 5000 bytes; run the command again to resume");
    assertFails("the server sent 100 of the 5000 bytes of the published file");
    assertThat(part()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://localhost/file", "file:///etc/passwd", "http://[", "\u0007", "gopher:x"})
  void redirectionToWhatIsNoServerIsRefused(String place) {
    serve(out -> text(out, "HTTP/1.1 302 Found\r\nLocation: " + place + "\r\n\r\n"));
    assertThatThrownBy(this::download)
        .isInstanceOf(IOException.class)
        .hasMessageMatching("[^\\p{Cntrl}]*(cannot reach|answered 302)[^\\p{Cntrl}]*");
  }

  @Test
  void rangeThatWasNotAskedForIsFetchedAgain() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), new byte[1000]);
    serve(
        out ->
            content(
                out,
                String.join(
                    "\r\n",
                    "HTTP/1.1 206 Partial",
                    "Content-Range: bytes 7-4999/5000",
                    "Content-Length: 4993",
                    "Connection: close",
                    "",
                    ""),
                4993));
    assertFails("the server answered 206");
    assertThat(part()).hasSize(1000);
  }

  @Test
  void linkInThePlaceOfThePartIsNotWrittenThrough() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Files.createDirectories(part().getParent());
    Files.createSymbolicLink(part(), victim);
    serve(out -> content(out, UNTIL_CLOSED, 100));
    assertFails("the connection ended after 100 of 5000 bytes");
    assertThat(victim).hasContent("mine");
  }

  @Test
  void addressMustBeOfTheWeb() {
    for (String address : List.of("ftp://localhost/", "file:///tmp/", "http:///", "data/")) {
      assertThatThrownBy(
              () -> new DatasetSource("test", URI.create(address), List.of(), "made here"))
          .hasMessageContaining("must start with https:// or http://");
    }
  }
}
