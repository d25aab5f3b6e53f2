package org.lrs.data;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_PARTIAL;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.lrs.data.DatasetDownload.Progress;
import org.lrs.data.DatasetSource.RemoteFile;
import org.lrs.text.Foreign;

/**
 * One file from a server, which may be slow, silent or lying: every wait has an end, and of a file
 * whose size is published not a byte more is taken.
 */
final class Transfer {
  private static final int BUFFER = 1 << 16;
  private static final String OTHERWISE =
      "name another address with --mirror, or fetch the file by other means and pass it with"
          + " --from";

  /**
   * How long a server may take.
   *
   * @param connection until it accepts one
   * @param answer until its headers are there
   * @param stall in which it must send some data
   */
  record Patience(Duration connection, Duration answer, Duration stall) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(30));
  }

  private final RemoteFile file;
  private final URI address;
  private final Path part;
  private final Patience patience;
  private final HttpClient client;

  /**
   * A transfer, not started yet.
   *
   * @param part where the bytes go; those that are there are not fetched again
   */
  Transfer(RemoteFile file, URI address, Path part, Patience patience) {
    this.file = file;
    this.address = address;
    this.part = part;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience.connection())
            .build();
  }

  /**
   * Fetches what is missing.
   *
   * @throws IOException in one sentence, which says whether the same command resumes
   */
  void run(Progress progress) throws IOException, InterruptedException {
    long have = present();
    if (have == file.bytes()) {
      return;
    }
    HttpResponse<InputStream> response = request(have);
    if (have > 0 && !continues(response, have) && response.statusCode() != HTTP_OK) {
      response.body().close();
      response = request(0);
    }
    try (InputStream body = response.body()) {
      boolean rest = have > 0 && continues(response, have);
      requireContent(response, rest, rest ? have : 0);
      boolean whole = save(body, rest ? have : 0, progress);
      if (!whole) {
        endedEarly(response, have);
      }
    }
  }

  /** Bytes of an earlier attempt. What is longer than the file is no part of it. */
  private long present() throws IOException {
    boolean regular = Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
    if (regular && Files.size(part) <= file.bytes()) {
      return Files.size(part);
    }
    Files.deleteIfExists(part);
    return 0;
  }

  private HttpResponse<InputStream> request(long have) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience.answer()).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException | RuntimeException e) {
      // A redirection to an address that is none ends in an exception of any kind.
      throw new IOException(
          "cannot reach %s (%s); check the network, or pass the files with --from"
              .formatted(Foreign.text(address.getAuthority()), why(e)),
          e);
    }
  }

  private String why(Exception e) {
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within %s s".formatted(patience.connection().toSeconds());
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer within %s s".formatted(patience.answer().toSeconds());
    }
    if (e instanceof ConnectException) {
      return "no connection";
    }
    return e instanceof SSLException ? "no encrypted connection" : "no valid answer";
  }

  /** Whether the server sends the rest, as requested. It may send the whole file. */
  private static boolean continues(HttpResponse<?> response, long have) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    return response.statusCode() == HTTP_PARTIAL && range.startsWith("bytes " + have + "-");
  }

  private void requireContent(HttpResponse<?> response, boolean rest, long from)
      throws IOException {
    if (response.statusCode() != HTTP_OK && !rest) {
      String place = response.headers().firstValue("Location").orElse("");
      throw new IOException(
          "%s: the server answered %s%s; %s"
              .formatted(
                  Foreign.text(response.uri().toString()),
                  response.statusCode(),
                  place.isEmpty() ? "" : ", which leads to '" + Foreign.text(place) + "'",
                  OTHERWISE));
    }
    String length = response.headers().firstValue("Content-Length").orElse("");
    if (!length.isEmpty() && !length.equals(String.valueOf(file.bytes() - from))) {
      throw new IOException(
          "%s: the server offers %s bytes, the published file has %s; %s"
              .formatted(file.name(), Foreign.text(length), file.bytes() - from, OTHERWISE));
    }
  }

  /** Writes the body; whether it is complete. */
  private boolean save(InputStream body, long have, Progress progress)
      throws IOException, InterruptedException {
    StandardOpenOption how =
        have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    OpenOption[] options = {
      StandardOpenOption.CREATE, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS
    };
    long done = have;
    try (OutputStream out = Files.newOutputStream(part, options);
        TimedReader reader = new TimedReader(body, patience.stall())) {
      byte[] buffer = new byte[BUFFER];
      for (int n = read(reader, buffer); n >= 0; n = read(reader, buffer)) {
        done += n;
        if (done > file.bytes()) {
          throw other("more than the %s bytes".formatted(file.bytes()));
        }
        out.write(buffer, 0, n);
        progress.at(file.name(), done, file.bytes());
      }
    }
    return done == file.bytes();
  }

  private int read(TimedReader reader, byte[] buffer) throws IOException, InterruptedException {
    try {
      return reader.read(buffer);
    } catch (HttpTimeoutException e) {
      throw new IOException(
          ended("the server sent hardly a byte in %s s,".formatted(patience.stall().toSeconds())),
          e);
    } catch (IOException e) {
      throw new IOException(ended("the connection ended"), e);
    }
  }

  /** The server has closed the connection before the published size. */
  private void endedEarly(HttpResponse<?> response, long before) throws IOException {
    boolean complete =
        response.headers().allValues("Transfer-Encoding").equals(List.of("chunked"))
            || Files.size(part) <= before;
    if (complete) {
      throw other("%s of the %s bytes".formatted(Files.size(part), file.bytes()));
    }
    throw new IOException(ended("the connection ended"));
  }

  private String ended(String what) throws IOException {
    return "%s: %s after %s of %s bytes; run the command again to resume"
        .formatted(file.name(), what, Files.size(part), file.bytes());
  }

  private IOException other(String content) throws IOException {
    Files.deleteIfExists(part);
    return new IOException(
        "%s: the server sent %s of the published file, so it has another one, which was removed; %s"
            .formatted(file.name(), content, OTHERWISE));
  }
}
