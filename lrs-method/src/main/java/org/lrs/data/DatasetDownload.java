package org.lrs.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lrs.data.DatasetSource.RemoteFile;
import org.lrs.data.Transfer.Patience;
import org.lrs.format.Checksums;
import org.lrs.format.FormatException;
import org.lrs.format.InputFile;

/**
 * Brings the files of a published data set into a folder {@link Datasets} can open.
 *
 * <p>A download goes to {@code NAME.part}; an interrupted one is resumed where it ended. Only a
 * file with the published checksum gets its final name, in one step.
 */
public final class DatasetDownload {
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
  private final Patience patience;

  /** Prepares a download; nothing is contacted yet. */
  public DatasetDownload(DatasetSource source) {
    this(source, Patience.USUAL);
  }

  DatasetDownload(DatasetSource source, Patience patience) {
    this.source = source;
    this.patience = patience;
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
      new Transfer(file, source.base().resolve(file.name()), part, patience).run(progress);
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
      if (Files.size(given) != file.bytes()) {
        throw new FormatException(
            given,
            "has %s bytes, the published file has %s".formatted(Files.size(given), file.bytes()));
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
    InputFile.require(whole, "downloaded data");
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
}
