package org.lrs.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives as PyTorch writes them: stored entries under one folder. */
final class ZipFiles {
  private ZipFiles() {}

  /** A checkpoint {@code model.pt} of a pickle and its storages. */
  static Path checkpoint(Path folder, byte[] pickle, Map<String, byte[]> storages)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", pickle);
    storages.forEach((key, bytes) -> entries.put("archive/data/" + key, bytes));
    entries.put("archive/version", new byte[] {'3', '\n'});
    return zip(folder.resolve("model.pt"), entries, ZipEntry.STORED);
  }

  /** An archive of these entries. */
  static Path zip(Path file, Map<String, byte[]> entries, int method) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(each.getValue());
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setMethod(method);
        entry.setSize(each.getValue().length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return file;
  }
}
