package org.lrs.data;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_PARTIAL;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.lrs.data.DatasetSource.RemoteFile;
import org.lrs.format.Checksums;
import org.lrs.format.FormatException;

/**
 * Brings the files of a published data set into a folder {@link Datasets} can open.
 *
 * <p>A download goes to {@code NAME.part}; an interrupted one is resumed where it ended. Only a
 * file with the published checksum gets its final name, in one step.
 */
public final class DatasetDownload {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Called with the bytes as they arrive. */
  @FunctionalInterface
  public interface Progress {
    /**
     * More of a file has arrived.
     *
     * @param file its name
     * @param done bytes so far, including those of an earlier attempt
     * @param total bytes of the whole file
     */
    void at(String file, long done, long total);
  }

  private final DatasetSource source;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  /** Prepares a download; nothing is contacted yet. */
  public DatasetDownload(DatasetSource source) {
    this.source = source;
  }

  /**
   * Downloads what is not there yet.
   *
   * @param folder is made if missing
   * @throws IOException if the server or the disk refuses; another call resumes
   * @throws FormatException if a file exists, or arrives, with another checksum
   * @throws InterruptedException if the thread is interrupted; another call resumes
   */
  public void into(Path folder, Progress progress) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (RemoteFile file : source.files()) {
      Path whole = folder.resolve(file.name());
      if (isPresent(file, whole)) {
        progress.at(file.name(), file.bytes(), file.bytes());
        continue;
      }
      Path part = folder.resolve(file.name() + ".part");
      fetch(file, part, progress);
      finish(file, part, whole);
    }
  }

  /**
   * Takes the files from the disk instead, checking them alike.
   *
   * @param from a folder with the published files, or the file if there is only one
   * @param folder is made if missing
   * @throws IOException if the disk refuses
   * @throws FormatException if a file is missing or has another checksum
   */
  public void takeFrom(Path from, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (RemoteFile file : source.files()) {
      Path whole = folder.resolve(file.name());
      if (isPresent(file, whole)) {
        continue;
      }
      boolean isFile = Files.isRegularFile(from) && source.files().size() == 1;
      Path given = isFile ? from : from.resolve(file.name());
      if (!Files.isRegularFile(given)) {
        throw new FormatException(given, "no such file; %s needs it".formatted(source.dataset()));
      }
      Path part = folder.resolve(file.name() + ".part");
      Files.copy(given, part, StandardCopyOption.REPLACE_EXISTING);
      finish(file, part, whole);
    }
  }

  private static boolean isPresent(RemoteFile file, Path whole) {
    if (!Files.exists(whole)) {
      return false;
    }
    String actual = Checksums.hash(whole, "MD5");
    if (!actual.equals(file.md5())) {
      throw new FormatException(
          whole,
          "exists already, but its MD5 is %s, not the published %s; move it away"
              .formatted(actual, file.md5()));
    }
    return true;
  }

  private static void finish(RemoteFile file, Path part, Path whole) throws IOException {
    String actual = Checksums.hash(part, "MD5");
    if (!actual.equals(file.md5())) {
      Files.delete(part);
      throw new FormatException(
          whole,
          "what came has MD5 %s, not the published %s; the damaged copy was removed, try again"
              .formatted(actual, file.md5()));
    }
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  private void fetch(RemoteFile file, Path part, Progress progress)
      throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have == file.bytes()) {
      return;
    }
    // What is longer than the file is no part of it.
    HttpResponse<InputStream> response = request(file, have > file.bytes() ? 0 : have);
    if (response.statusCode() == RANGE_NOT_SATISFIABLE) {
      response.body().close();
      response = request(file, 0);
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() != HTTP_OK && response.statusCode() != HTTP_PARTIAL) {
        throw new IOException(
            "%s: the server answered %d; fetch the file by other means and pass it with --from"
                .formatted(response.uri(), response.statusCode()));
      }
      // The server sends the rest, or the whole file as it may.
      String range = response.headers().firstValue("Content-Range").orElse("");
      boolean rest =
          response.statusCode() == HTTP_PARTIAL && range.startsWith("bytes " + have + "-");
      save(file, body, part, rest ? have : 0, progress);
    }
    if (Files.size(part) < file.bytes()) {
      throw new IOException(interrupted(file, part));
    }
  }

  private HttpResponse<InputStream> request(RemoteFile file, long have)
      throws IOException, InterruptedException {
    URI address = source.base().resolve(file.name());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException(
          "cannot reach %s (%s); check the network, or pass the files with --from"
              .formatted(address.getAuthority(), e),
          e);
    }
  }

  private static void save(
      RemoteFile file, InputStream body, Path part, long have, Progress progress)
      throws IOException {
    StandardOpenOption how =
        have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long done = have;
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = read(file, part, body, buffer); n >= 0; n = read(file, part, body, buffer)) {
        done += n;
        if (done > file.bytes()) {
          break; // not the published file; its checksum will show it
        }
        out.write(buffer, 0, n);
        progress.at(file.name(), done, file.bytes());
      }
    }
  }

  private static int read(RemoteFile file, Path part, InputStream body, byte[] buffer)
      throws IOException {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new IOException(interrupted(file, part), e);
    }
  }

  private static String interrupted(RemoteFile file, Path part) throws IOException {
    return "%s: the connection ended after %d of %d bytes; run the command again to resume"
        .formatted(file.name(), Files.size(part), file.bytes());
  }
}
