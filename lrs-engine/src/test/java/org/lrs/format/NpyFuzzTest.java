package org.lrs.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.testkit.Fuzz;

class NpyFuzzTest {
  @TempDir Path folder;

  private static byte[] array(int version, String type, String order, String shape, int bytes) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(type, order, shape);
    String length = (char) header.length() + (version == 1 ? "\0" : "\0\0\0");
    String text = "\u0093NUMPY" + (char) version + "\0" + length + header + "\1".repeat(bytes);
    return text.getBytes(ISO_8859_1);
  }

  @Test
  void damagedArraysAreReadOrRefusedInOneSentence() throws Exception {
    List<byte[]> samples = new ArrayList<>();
    samples.add(array(1, "<f4", "False", "2, 3", 24));
    samples.add(array(2, ">u2", "True", "2L, 3L, 1L", 12));
    samples.add(array(3, "<u8", "False", "3,", 24));
    samples.add(array(1, "|b1", "False", "", 1));
    Fuzz.files(folder.resolve("a.npy"), samples, Npy::read);
  }
}
