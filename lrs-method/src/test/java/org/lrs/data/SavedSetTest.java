package org.lrs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

class SavedSetTest {
  @TempDir Path folder;

  private Path array(HostTensor array) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, array);
    return file;
  }

  private static SavedSet read(Path place) {
    return SavedSet.read(place, Optional.empty());
  }

  @Test
  void bothLayoutsGiveTheSamePicture() throws IOException {
    // Pixels (1, 2, 3) and (4, 5, 6) above (7, 8, 9) and (10, 11, 12).
    byte[] last = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    byte[] first = {1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12};
    float[] wanted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    SavedSet hwc = read(array(HostTensor.of(last, 1, 2, 2, 3)));
    assertThat(hwc.picture(0).levels()).containsExactly(wanted);
    assertThat(hwc.picture(0).size()).isEqualTo("2x2x3");
    SavedSet chw = read(array(HostTensor.of(first, 1, 3, 2, 2)));
    assertThat(chw.picture(0).levels()).containsExactly(wanted);
    assertThat(chw.picture(0).size()).isEqualTo("2x2x3");
    assertThat(chw.form()).isEqualTo("U8 [N, C, H, W]");
  }

  @Test
  void everyLevelSavedAsFloatComesBackWhole() throws IOException {
    float[] unit = new float[256];
    float[] signed = new float[256];
    for (int g = 0; g < 256; g++) {
      unit[g] = g / 255f;
      signed[g] = g / 127.5f - 1;
    }
    SavedSet set = read(array(HostTensor.of(unit, 1, 16, 16)));
    assertThat(set.form()).isEqualTo("F32 [N, C, H, W], taken for values in 0:1");
    float[] levels = set.picture(0).levels();
    for (int g = 0; g < 256; g++) {
      assertThat(levels[g]).isEqualTo(g);
    }
    Path file = array(HostTensor.of(signed, 1, 16, 16));
    levels = SavedSet.read(file, Optional.of(ValueRange.parse("-1:1"))).picture(0).levels();
    for (int g = 0; g < 256; g++) {
      assertThat(levels[g]).isEqualTo(g);
    }
  }

  @Test
  void floatsBetweenLevelsStayThere() throws IOException {
    SavedSet set = read(array(HostTensor.of(new float[] {0.5f, 1, 1, -0.01f}, 1, 2, 2)));
    assertThat(set.picture(0).levels()).containsExactly(127.5f, 255, 255, -2.55f);
    SavedSet grey = read(array(HostTensor.of(new float[] {0.5f, 1, 0, 200}, 1, 2, 2)));
    assertThat(grey.picture(0).levels()).containsExactly(0.5f, 1, 0, 200);
  }

  @Test
  void valueThatIsNoNumberDoesNotHideTheRange() throws IOException {
    float[] values = {0.5f, Float.NaN, 1, Float.POSITIVE_INFINITY};
    SavedSet set = read(array(HostTensor.of(values, 1, 2, 2)));
    assertThat(set.form()).isEqualTo("F32 [N, C, H, W], taken for values in 0:1");
    assertThat(set.picture(0).levels()[1]).isNaN();
  }

  @Test
  void ambiguousFloatsAreAskedFor() throws IOException {
    for (float[] values :
        new float[][] {
          {0, 1, 1, 0}, {-1, 0.5f, 1, 0}, {0, 1.5f, 2, 0}, {-2, 3, 300, 0}, {-2.1f, 2.6f, 1, 0}
        }) {
      Path file = array(HostTensor.of(values, 1, 2, 2));
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("--range 0:1, 0:255 or -1:1");
    }
    assertThatThrownBy(() -> ValueRange.parse("1")).hasMessageContaining("black:white");
    assertThatThrownBy(() -> ValueRange.parse("1:0")).hasMessageContaining("white value above");
  }

  @Test
  void arraysBesideTheImagesAreRead() throws IOException {
    Npy.write(folder.resolve("images.npy"), HostTensor.of(new byte[2], 2, 1, 1, 1));
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("either at axis 1 or at axis 3");
    Npy.write(folder.resolve("images.npy"), HostTensor.of(new byte[4], 2, 1, 2));
    Npy.write(folder.resolve("ids.npy"), HostTensor.of(new long[] {7, 5}, 2));
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(new long[] {-1, 9}, 2));
    SavedSet set = read(folder);
    assertThat(set.key()).isEqualTo(SavedSet.Key.ID);
    assertThat(set.names()).containsExactly("7", "5");
    assertThat(set.labels().orElseThrow()).containsExactly(-1, 9);
    Npy.write(folder.resolve("labels.npy"), HostTensor.of(new long[3], 3));
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("one number for each of 2 images");
  }

  @Test
  void pngFilesAreReadInFolders() throws IOException {
    png("b/1.png", BufferedImage.TYPE_BYTE_GRAY, 0x808080);
    png("a/2.png", BufferedImage.TYPE_INT_RGB, 0x010203);
    SavedSet set = read(folder);
    assertThat(set.key()).isEqualTo(SavedSet.Key.FILE);
    assertThat(set.names()).containsExactly("a/2.png", "b/1.png");
    assertThat(set.picture(0).levels()).containsExactly(1, 2, 3);
    assertThat(set.picture(1).size()).isEqualTo("1x1x3");
  }

  @Test
  void lossyAndForeignFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("images.npy or PNG files");
    assertThatThrownBy(() -> read(folder.resolve("none"))).hasMessageContaining("no such file");
    png("1.png", BufferedImage.TYPE_INT_RGB, 0);
    Files.writeString(folder.resolve("2.JPG"), "");
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("JPEG changes pixels");
    Files.move(folder.resolve("2.JPG"), folder.resolve("2.GIF"));
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("images as .png files");
    Files.move(folder.resolve("2.GIF"), folder.resolve("2.txt"));
    assertThat(read(folder).form()).isEqualTo("PNG files, 1 other files left alone, such as 2.txt");
    assertThatThrownBy(() -> read(folder.resolve("2.txt"))).hasMessageContaining(".npy file");
  }

  private void png(String name, int type, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(1, 1, type);
    image.setRGB(0, 0, rgb);
    ImageIO.write(image, "png", file.toFile());
  }
}
