package org.lrs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.CifarBinaryDataset.Layout;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;
import org.lrs.testkit.Fuzz;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Damaged copies of data of every kind are read or refused in one sentence. */
class DataFuzzTest {
  private static final Layout SMALL =
      new Layout(
          "small",
          "small-bin",
          "small.tar.gz",
          List.of("a.bin"),
          "t.bin",
          1,
          1,
          1,
          ClassNames.CIFAR10);
  private static final List<String> JPEGS =
      List.of(
          "420", "422-progressive", "444-restarts", "cmyk-adobe-2", "tables-of-16-bits", "grey");

  @TempDir Path folder;

  private interface Packing {
    OutputStream of(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Packing packing) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (OutputStream out = packing.of(all)) {
      out.write(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    return packed(bytes, GZIPOutputStream::new);
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    return packed(bytes, out -> new XZOutputStream(out, new LZMA2Options(0)));
  }

  private static byte[] png(int type) throws IOException {
    BufferedImage image = new BufferedImage(13, 9, type);
    Random random = new Random(0);
    for (int i = 0; i < 117; i++) {
      image.setRGB(i % 13, i / 13, 0xFF000000 | random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** The file with checksums of its chunks, as far as they can be found, made right again. */
  private static byte[] sealed(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    for (int at = 8; at + 12 <= png.length; ) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return bytes.array();
  }

  private static byte[] images() {
    return ByteBuffer.allocate(24).putInt(0x803).putInt(2).putInt(2).putInt(2).array();
  }

  private static byte[] labels() {
    return ByteBuffer.allocate(10).putInt(0x801).putInt(2).array();
  }

  private static byte[] tar() throws IOException {
    return packed(
        new byte[3073],
        out -> {
          TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
          TarArchiveEntry entry = new TarArchiveEntry("x".repeat(150) + "/a.bin");
          tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
          entry.setSize(3073);
          tar.putArchiveEntry(entry);
          return new FilterOutputStream(tar) {
            @Override
            public void close() throws IOException {
              tar.closeArchiveEntry();
              tar.close();
            }
          };
        });
  }

  private byte[] npy(HostTensor array) throws IOException {
    Path file = folder.resolve("sample.npy");
    Npy.write(file, array);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private List<byte[]> arrays() throws IOException {
    return List.of(
        npy(HostTensor.of(new byte[24], 2, 2, 2, 3)),
        npy(HostTensor.of(new float[] {0, 0.2f, 0.4f, 1}, 1, 2, 2)),
        npy(HostTensor.of(new long[] {0, 3, 255, 9}, 1, 2, 2)));
  }

  private void fuzz(String name, List<byte[]> samples, Fuzz.FileReader reader) throws Exception {
    Fuzz.files(folder.resolve(name), samples, reader);
  }

  @Test
  void png() throws Exception {
    List<byte[]> samples =
        List.of(
            png(BufferedImage.TYPE_3BYTE_BGR),
            png(BufferedImage.TYPE_BYTE_GRAY),
            png(BufferedImage.TYPE_BYTE_BINARY),
            png(BufferedImage.TYPE_BYTE_INDEXED),
            png(BufferedImage.TYPE_4BYTE_ABGR));
    fuzz("a.png", samples, DecodedImage::read);
    // Without right checksums, few would come to the decoder.
    fuzz(
        "b.png",
        samples,
        file -> DecodedImage.read(Files.write(file, sealed(Files.readAllBytes(file)))));
  }

  @Test
  void jpeg() throws Exception {
    List<byte[]> samples = new ArrayList<>();
    for (String name : JPEGS) {
      try (var in = DataFuzzTest.class.getResourceAsStream("jpeg/" + name + ".jpg")) {
        samples.add(in.readAllBytes());
      }
    }
    fuzz("a.jpg", samples, DecodedImage::read);
  }

  @Test
  void idx() throws Exception {
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels());
    fuzz(
        "t10k-images-idx3-ubyte",
        List.of(images(), gzip(images()), xz(images())),
        file -> Datasets.open("mnist", folder, "test"));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images());
    fuzz(
        "t10k-labels-idx1-ubyte",
        List.of(labels(), gzip(labels())),
        file -> Datasets.open("mnist", folder, "test"));
  }

  @Test
  void cifarFiles() throws Exception {
    fuzz(
        "a.bin",
        List.of(new byte[3073], gzip(new byte[3073]), xz(new byte[3073])),
        file -> CifarBinaryDataset.read(SMALL, folder, "train"));
  }

  @Test
  void cifarArchives() throws Exception {
    fuzz(
        "small.tar.gz",
        List.of(gzip(tar()), xz(tar())),
        file -> CifarBinaryDataset.read(SMALL, file, "train"));
    fuzz("small.tar", List.of(tar()), file -> CifarBinaryDataset.read(SMALL, file, "train"));
    fuzz(
        "packed.tar",
        List.of(tar()),
        file -> {
          Path packed = folder.resolve("packed.tar.gz");
          Files.write(packed, gzip(Files.readAllBytes(file)));
          CifarBinaryDataset.read(SMALL, packed, "train");
        });
  }

  @Test
  void numPyFolders() throws Exception {
    fuzz("set.npy", arrays(), file -> SavedSet.read(file, Optional.empty()).picture(0));
    fuzz(
        "images.npy",
        arrays().subList(0, 1),
        file -> {
          Files.write(folder.resolve("labels.npy"), labelsFor(file));
          NpyDataset.read(folder, null).digest();
        });
    Files.write(folder.resolve("images.npy"), arrays().get(0));
    byte[] labels = npy(HostTensor.of(new long[] {0, 1}, 2));
    fuzz("labels.npy", List.of(labels), file -> NpyDataset.read(folder, null));
  }

  /** As many labels as there are images, if there are any. */
  private byte[] labelsFor(Path images) throws IOException {
    int count = (int) Math.min(100_000, Npy.open(images).count());
    return npy(HostTensor.of(new long[count], count));
  }

  @Test
  void classNames() throws Exception {
    fuzz("classes.txt", List.of("cat\ndog\r\nmöwe\n".getBytes(UTF_8)), ClassNames::read);
  }

  @Test
  void numPyArchives() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(all)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(arrays().get(0));
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(npy(HostTensor.of(new long[] {0, 1}, 2)));
    }
    fuzz("a.npz", List.of(all.toByteArray()), file -> NpyDataset.read(file, null).digest());
  }
}
