package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.FormatException;

class ImageFolderDatasetTest {
  /** 8 x 8 pixels of full magenta and yellow in the inverted form of Adobe, made with Pillow. */
  private static final byte[] CMYK_RED =
      Base64.getDecoder()
          .decode(
              "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
                  + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAA"
                  + "AAAAAAAAAAAAAAoL/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwB/Cf8Ap/5/D//Z");

  @TempDir Path folder;

  private static BufferedImage noise(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(0);
    int bands = image.getRaster().getNumBands();
    int[] samples = random.ints((long) width * height * bands, 0, 256).toArray();
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  private Path save(BufferedImage image, String format, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private ImageDataset read() {
    return Datasets.open("image-folder", folder, null);
  }

  @Test
  void pngPixelsAreExactAndClassesInOrder() throws IOException {
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR, 5, 4);
    save(image, "png", "dog/b.png");
    save(image, "png", "cat/a.png");
    save(image, "png", "dog/a.PNG");
    Files.writeString(folder.resolve("cat/.hidden"), "ignored");
    ImageDataset data = read();
    assertThat(data.classNames()).containsExactly("cat", "dog");
    assertThat(data.labels()).containsExactly(0, 1, 1);
    int[] rgb = image.getRaster().getPixels(0, 0, 5, 4, (int[]) null);
    byte[] hwc = data.images().toHwc(2);
    for (int i = 0; i < rgb.length; i++) {
      assertThat(hwc[i] & 0xFF).isEqualTo(rgb[i]);
    }
  }

  @Test
  void greyImagesStayGreyWithTheirExactValues() throws IOException {
    BufferedImage image = noise(BufferedImage.TYPE_BYTE_GRAY, 4, 4);
    save(image, "png", "a/a.png");
    ImageDataset data = read();
    assertThat(data.images().channels()).isEqualTo(1);
    int[] grey = image.getRaster().getPixels(0, 0, 4, 4, (int[]) null);
    assertThat(data.images().pixels()[7] & 0xFF).isEqualTo(grey[7]);
  }

  @Test
  void greyAmongColourIsRepeatedIntoRgb() throws IOException {
    save(noise(BufferedImage.TYPE_BYTE_GRAY, 2, 2), "png", "a/a.png");
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "a/b.png");
    byte[] pixels = read().images().slice(0, 1).pixels();
    assertThat(Arrays.copyOfRange(pixels, 0, 4))
        .isEqualTo(Arrays.copyOfRange(pixels, 4, 8))
        .isEqualTo(Arrays.copyOfRange(pixels, 8, 12));
  }

  @Test
  void blackAndWhitePaletteIsGrey() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {0, 1});
    save(image, "png", "a/a.png");
    assertThat(read().images().pixels()).containsExactly(0, -1);
  }

  @Test
  void greyAndColourJpegAreDecoded() throws IOException {
    BufferedImage flat = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    int[] samples = new int[256];
    Arrays.fill(samples, 100);
    flat.getRaster().setPixels(0, 0, 16, 16, samples);
    save(flat, "jpg", "a/a.jpg");
    // A flat grey survives JPEG exactly: only the mean of each block is stored.
    assertThat(read().images().pixels()).hasSize(256).containsOnly(100);
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 16, 16), "jpg", "a/b.jpeg");
    assertThat(read().images().channels()).isEqualTo(3);
  }

  @Test
  void truncatedImagesAreRefused() throws IOException {
    for (String format : new String[] {"jpg", "png"}) {
      Path file = save(noise(BufferedImage.TYPE_3BYTE_BGR, 64, 64), format, "a/a." + format);
      byte[] whole = Files.readAllBytes(file);
      for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 20}) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(this::read)
            .as(format + " cut to " + length)
            .isInstanceOf(FormatException.class)
            .hasMessageStartingWith(file.toString());
      }
      Files.delete(file);
    }
  }

  @Test
  void colourProfileDoesNotChangeThePixels() throws IOException {
    Path file = save(noise(BufferedImage.TYPE_3BYTE_BGR, 16, 16), "jpg", "a/a.jpg");
    String plain = read().digest();
    byte[] whole = Files.readAllBytes(file);
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteBuffer tagged = ByteBuffer.allocate(whole.length + 18 + profile.length);
    tagged.put(whole, 0, 2).put((byte) 0xFF).put((byte) 0xE2);
    tagged.putShort((short) (16 + profile.length));
    tagged.put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1);
    tagged.put(profile).put(whole, 2, whole.length - 2);
    Files.write(file, tagged.array());
    assertThat(read().digest()).isEqualTo(plain);
  }

  @Test
  void cmykJpegBecomesRgb() throws IOException {
    Path file = folder.resolve("a/a.jpg");
    Files.createDirectories(file.getParent());
    Files.write(file, CMYK_RED);
    Images images = read().images();
    assertThat(images.channels()).isEqualTo(3);
    assertThat(images.toHwc(0)).startsWith(-1, 0, 0);
  }

  @Test
  void unexpectedFilesAreNamed() throws IOException {
    Path text = folder.resolve("a/readme.txt");
    Files.createDirectories(text.getParent());
    Files.writeString(text, "hello");
    assertThatThrownBy(this::read).hasMessageStartingWith(text.toString());
    Files.delete(text);
    assertThatThrownBy(this::read).hasMessageContaining("found none");
    Path fake = Files.writeString(folder.resolve("a/fake.png"), "hello");
    assertThatThrownBy(this::read).hasMessageStartingWith(fake.toString());
  }

  @Test
  void transparencyIsRefused() throws IOException {
    save(new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR), "png", "a/a.png");
    assertThatThrownBy(this::read).hasMessageContaining("transparent");
  }

  @Test
  void sixteenBitsAreRefused() throws IOException {
    save(new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY), "png", "a/a.png");
    assertThatThrownBy(this::read).hasMessageContaining("16 bits per channel");
  }

  @Test
  void differentSizesNeedAResize() throws IOException {
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 8, 6), "png", "a/a.png");
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 6, 8), "png", "a/b.png");
    assertThatThrownBy(this::read).hasMessageContaining("is 6 x 8, the images before it are 8 x 6");
    ImageDataset data = Datasets.open("image-folder", folder, null, Optional.of(new Resize(5, 4)));
    assertThat(data.images()).hasToString("2 images of 4x4x3 (height x width x channels)");
  }

  @Test
  void splitNamesAnInnerFolderWhereThereIsOne() throws IOException {
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "val/a/a.png");
    ImageDataset data = Datasets.open("image-folder", folder, "val");
    assertThat(data.name()).isEqualTo("image-folder/val");
    assertThat(data.classNames()).containsExactly("a");
  }

  @Test
  void linksAreFollowed() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "elsewhere/1.png");
    Path data = Files.createDirectories(folder.resolve("data"));
    Path val = Files.createDirectories(folder.resolve("val"));
    Files.createSymbolicLink(val.resolve("cat"), elsewhere);
    Files.createDirectories(val.resolve("dog"));
    Files.createSymbolicLink(val.resolve("dog/1.png"), elsewhere.resolve("1.png"));
    Files.createSymbolicLink(data.resolve("test"), val);
    ImageDataset images = Datasets.open("image-folder", data, "test");
    assertThat(images.classNames()).containsExactly("cat", "dog");
    assertThat(images.size()).isEqualTo(2);
    Files.delete(val.resolve("cat"));
    Files.createSymbolicLink(val.resolve("cat"), folder.resolve("nowhere"));
    assertThatThrownBy(() -> Datasets.open("image-folder", data, "test"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("cat: is a link to something that is missing");
    Files.delete(data.resolve("test"));
    Files.createSymbolicLink(data.resolve("test"), folder.resolve("nowhere"));
    assertThatThrownBy(() -> Datasets.open("image-folder", data, "test"))
        .hasMessageContaining("test: is a link to something that is missing");
  }

  @Test
  void linkToAFolderAroundItIsRefused() throws IOException {
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "inner/1.png");
    Files.createSymbolicLink(folder.resolve("inner/around"), folder);
    assertThatThrownBy(() -> SavedSet.read(folder, Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("around: is a link to a folder around it");
  }

  @Test
  void emptyClassesAndNamesThatEndALineAreRefused() throws IOException {
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "a/1.png");
    Path empty = Files.createDirectories(folder.resolve("b"));
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(empty + ": expected the images of a class, found none");
    Files.delete(empty);
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 2, 2), "png", "b\nc/1.png");
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the name of class 1, 'b\\nc', has characters");
  }

  @Test
  void imageTooNarrowToBeScaledIsRefused() throws IOException {
    save(noise(BufferedImage.TYPE_3BYTE_BGR, 1, 9000), "png", "a/1.png");
    assertThatThrownBy(
            () -> Datasets.open("image-folder", folder, null, Optional.of(new Resize(256, 224))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("is too narrow to be scaled, 1 x 9000");
  }

  @Test
  void smallFilesThatBecomeManyLargeImagesAreRefused() throws IOException {
    BufferedImage black = new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < 4; i++) {
      save(black, "png", "a/%d.png".formatted(i));
    }
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("its first 3 images become 144000000 bytes when decoded, too many");
  }
}
