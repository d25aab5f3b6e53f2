package org.lrs.data;

import java.nio.file.Path;
import java.util.List;
import org.lrs.format.FormatException;
import org.lrs.text.Foreign;
import org.lrs.text.Utf8;

/** Names of classes, in order of their label: those of the published data sets, or in a file. */
final class ClassNames {
  private ClassNames() {}

  static final List<String> MNIST = words("0 1 2 3 4 5 6 7 8 9");

  static final List<String> FASHION_MNIST =
      List.of(
          "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(","));

  static final List<String> CIFAR10 =
      words("airplane automobile bird cat deer dog frog horse ship truck");

  static final List<String> CIFAR100 =
      words(
          """
          apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus
          butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch
          crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo
          keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse
          mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy
          porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper
          snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television
          tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
          """);

  /**
   * The names in a text file, one on each line in order of their label.
   *
   * @throws FormatException if the file is not UTF-8, or names cannot stand for classes
   */
  static List<String> read(Path file) {
    byte[] bytes = DataFiles.bytes(file);
    try {
      List<String> names = Utf8.text(bytes).stripTrailing().lines().toList();
      require(file, names);
      return names;
    } catch (IllegalArgumentException e) {
      throw e instanceof FormatException ? e : new FormatException(file, e.getMessage(), e);
    }
  }

  /**
   * Refuses names that are missing or have a character that ends or hides a line. Two classes may
   * have one name, as two of ImageNet are cranes.
   *
   * @param file where they are from
   */
  static void require(Path file, List<String> names) {
    for (int label = 0; label < names.size(); label++) {
      String name = names.get(label);
      if (name.isBlank()) {
        throw new FormatException(file, "class %s has no name".formatted(label));
      }
      String visible = name.replace('\t', ' ');
      if (!Foreign.text(visible, visible.length()).equals(visible)) {
        throw new FormatException(
            file,
            "the name of class %s, '%s', has characters that no line of text shows"
                .formatted(label, Foreign.text(name)));
      }
      // What Java puts where the encoding of the locale has no character for the bytes.
      if (name.indexOf('\ufffd') >= 0) {
        throw new FormatException(
            file,
            "the name of class %s, '%s', has characters that this locale cannot read; set the environment variable LC_ALL to C.UTF-8"
                .formatted(label, Foreign.text(name)));
      }
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
