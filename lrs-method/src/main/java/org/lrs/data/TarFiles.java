package org.lrs.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.lrs.format.FormatException;
import org.tukaani.xz.XZIOException;

/** The files of a tar archive of which the size is known. */
final class TarFiles {
  /** A page about the data and the names of its classes come with the images. */
  private static final long BESIDE = 16 << 20;

  private static final int HEADERS = 1 << 16;
  private static final int PADDING = 1 << 20;

  /** Called with each file. */
  interface Visitor {
    /**
     * Reads a file, or not.
     *
     * @param name its name without folders
     */
    void visit(String name, InputStream content) throws IOException;
  }

  private TarFiles() {}

  /**
   * Visits the files in the order of the archive, and reads to its end, where checksums are.
   *
   * @param bytes of the files that are expected
   * @throws FormatException if the archive is damaged or holds far more
   */
  static void each(Path archive, InputStream in, long bytes, Visitor visitor) throws IOException {
    LimitedStream limited =
        new LimitedStream(
            archive,
            in,
            bytes + BESIDE,
            "holds far more than the %s bytes expected".formatted(bytes));
    try {
      each(archive, limited, visitor);
    } catch (EOFException | ZipException | XZIOException e) {
      throw e; // of the compression below
    } catch (IOException e) {
      throw e.getCause() instanceof FormatException cause
          ? cause
          : new FormatException(
              archive,
              "is no tar archive, or is damaged near byte %s of its content"
                  .formatted(limited.position()),
              e);
    }
  }

  private static void each(Path archive, LimitedStream limited, Visitor visitor)
      throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(limited, "UTF-8");
    while (true) {
      limited.part(HEADERS, "has headers of more than %s bytes".formatted(HEADERS));
      TarArchiveEntry entry = tar.getNextEntry();
      limited.part(PADDING, "has more than %s bytes behind its end".formatted(PADDING));
      if (entry == null) {
        limited.transferTo(OutputStream.nullOutputStream());
        return;
      }
      if (entry.isSparse()) {
        throw new FormatException(archive, "holds a file with gaps; pack it with plain files");
      }
      limited.part(Long.MAX_VALUE, "");
      if (entry.isFile()) {
        visitor.visit(entry.getName().substring(entry.getName().lastIndexOf('/') + 1), tar);
      }
      tar.transferTo(OutputStream.nullOutputStream());
    }
  }
}
