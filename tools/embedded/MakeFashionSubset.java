import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the embedded part of Fashion-MNIST: the first 600 training images of each class in the
 * published order, and the first 1,000 test images.
 *
 * <pre>
 * apt-get install dataset-fashion-mnist     # or download the four published files
 * java tools/embedded/MakeFashionSubset.java /usr/share/datasets/fashion-mnist \
 *     lrs-method/src/main/resources/org/lrs/embedded
 * </pre>
 */
public final class MakeFashionSubset {
  private static final int CLASSES = 10;
  private static final int PIXELS = 28 * 28;

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    write(from, "train", to, "train", 600, Integer.MAX_VALUE);
    write(from, "t10k", to, "test", Integer.MAX_VALUE, 1000);
  }

  private static void write(
      Path from, String prefix, Path to, String split, int perClass, int total)
      throws IOException {
    byte[] images = gunzip(from.resolve(prefix + "-images-idx3-ubyte.gz"));
    byte[] labels = gunzip(from.resolve(prefix + "-labels-idx1-ubyte.gz"));
    int count = new DataInputStream(new ByteArrayInputStream(labels, 4, 4)).readInt();
    int[] seen = new int[CLASSES];
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < count && chosen.size() < total; i++) {
      if (seen[labels[8 + i]]++ < perClass) {
        chosen.add(i);
      }
    }
    try (DataOutputStream out = gzip(to.resolve(split + "-images-idx3-ubyte.gz"))) {
      for (int number : new int[] {0x803, chosen.size(), 28, 28}) {
        out.writeInt(number);
      }
      for (int i : chosen) {
        out.write(images, 16 + i * PIXELS, PIXELS);
      }
    }
    try (DataOutputStream out = gzip(to.resolve(split + "-labels-idx1-ubyte.gz"))) {
      out.writeInt(0x801);
      out.writeInt(chosen.size());
      for (int i : chosen) {
        out.write(labels[8 + i]);
      }
    }
    Files.write(to.resolve(split + "-ids.txt"), chosen.stream().map(String::valueOf).toList());
  }

  private static byte[] gunzip(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static DataOutputStream gzip(Path file) throws IOException {
    return new DataOutputStream(
        new GZIPOutputStream(Files.newOutputStream(file)) {
          {
            def.setLevel(9);
          }
        });
  }
}
