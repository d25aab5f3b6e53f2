package org.lrs.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints made to take all time or memory: each is refused, or read past, at once. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileCheckpointTest {
  private static final byte[] ONE = PickleBytes.floats(1);

  @TempDir Path folder;

  /** A list nested 60 deep that has each inner list twice: its hash takes 2^60 steps. */
  private static PickleBytes doubledList(PickleBytes to) {
    to.raw(']');
    for (int i = 0; i < 60; i++) {
      // Memo: the inner list is put twice into a new one.
      to.raw('q', i, '0', ']', '(', 'h', i, 'h', i, 'e');
    }
    return to;
  }

  @Test
  void aKeyWhoseHashNeverEndsIsLeftOut() throws IOException {
    for (int[] around : new int[][] {{}, {0x85}}) { // as it is, and in a tuple
      PickleBytes pickle = doubledList(new PickleBytes().raw('}')).raw(around).raw('N', 's');
      assertThat(read(withTensor(pickle))).containsOnlyKeys("w");
    }
  }

  @Test
  void aSetWhoseHashNeverEndsIsLeftOut() throws IOException {
    PickleBytes set = new PickleBytes().raw('}', '(').text("s").raw(0x8f, '(');
    assertThat(read(withTensor(doubledList(set).raw(0x90, 'u')))).containsOnlyKeys("w");
    PickleBytes frozen = new PickleBytes().raw('}', '(').text("s").raw('(');
    assertThat(read(withTensor(doubledList(frozen).raw(0x91, 'u')))).containsOnlyKeys("w");
  }

  @Test
  void aCheckpointThatIsSuchAListIsNotPrinted() throws IOException {
    byte[] pickle = doubledList(new PickleBytes()).stop();
    refused(
        ZipFiles.checkpoint(folder, pickle, Map.of()), "expected a state dict, it holds a list");
    Path legacy = Files.write(folder.resolve("legacy.th"), pickle);
    refused(legacy, "a Python pickle of something else");
  }

  @Test
  void aNumberOfMillionsOfDigitsIsRefused() throws IOException {
    String digits = "9".repeat(2_000_000);
    for (String number : new String[] {"I" + digits + "\n", "L" + digits + "L\n"}) {
      byte[] pickle = new PickleBytes().bytes(number.getBytes(US_ASCII)).stop();
      refused(ZipFiles.checkpoint(folder, pickle, Map.of()), "more than 4000 digits");
    }
    byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 20).array();
    byte[] pickle = new PickleBytes().raw(0x8b).bytes(length).bytes(new byte[1 << 20]).stop();
    refused(ZipFiles.checkpoint(folder, pickle, Map.of()), "more than 4000 bytes");
  }

  @Test
  void viewsThatOverlapMayNotNeedMoreThanTheirStorages() throws IOException {
    int side = 64;
    PickleBytes pickle = new PickleBytes().raw('}');
    for (int i = 0; i < 3; i++) {
      pickle.text("w" + i);
      pickle.tensor("0", side * side, 0, new int[] {side, side}, new int[] {1, side}).raw('s');
    }
    Map<String, byte[]> storage = Map.of("0", new byte[side * side * 4]);
    refused(
        ZipFiles.checkpoint(folder, pickle.stop(), storage),
        "its tensors overlap: apart they need 49152 bytes, its storages have 16384");
  }

  @Test
  void valuesWithoutEndAreRefused() throws IOException {
    byte[] dictionaries = new byte[3_100_000];
    Arrays.fill(dictionaries, (byte) '}');
    byte[] pickle = new PickleBytes().raw('(').bytes(dictionaries).raw('t').stop();
    refused(ZipFiles.checkpoint(folder, pickle, Map.of()), "more than 3,000,000 values");
  }

  @Test
  void copiesOfOneListAreCounted() throws IOException {
    PickleBytes pickle = new PickleBytes().raw('(', ']', '(');
    for (int i = 0; i < 100_000; i++) {
      pickle.raw('K', 1, 'K', 2, 0x86);
    }
    pickle.raw('e', 0x85, 'q', 0).global("collections", "OrderedDict").raw('q', 1);
    for (int i = 0; i < 1000; i++) {
      pickle.raw('h', 1, 'h', 0, 'R');
    }
    byte[] bytes = pickle.raw('t').stop();
    refused(ZipFiles.checkpoint(folder, bytes, Map.of()), "more than 3,000,000 values");
  }

  @Test
  void aListInItselfAndADictionaryInItselfEnd() throws IOException {
    PickleBytes self = new PickleBytes().raw('}', 'q', 0).text("model").raw('h', 0, 's');
    refused(ZipFiles.checkpoint(folder, self.stop(), Map.of()), "holds no tensors");
    PickleBytes list = new PickleBytes().raw('}').text("a").raw(']', 'q', 0, 'h', 0, 'a', 's');
    assertThat(read(withTensor(list))).containsOnlyKeys("w");
  }

  @Test
  void listsAndCallsNestedAMillionDeepEnd() throws IOException {
    PickleBytes lists = new PickleBytes().raw('}').text("deep");
    lists.bytes("]".repeat(1_000_000).getBytes(US_ASCII));
    lists.bytes("a".repeat(999_999).getBytes(US_ASCII)).raw('s');
    assertThat(read(withTensor(lists))).containsOnlyKeys("w");

    // func(func, class, (func, class, (...))) of tensors of a subclass
    PickleBytes calls = new PickleBytes().global("torch._tensor", "_rebuild_from_type_v2");
    calls.raw('q', 0, 'N', 'q', 1);
    for (int i = 0; i < 100_000; i++) {
      calls.raw('q', 1, '0', 'h', 0, 'N', 'h', 1, 0x87);
    }
    refused(ZipFiles.checkpoint(folder, calls.raw('R').stop(), Map.of()), "the pickle is damaged");
  }

  @Test
  void archivesThatUnpackToBombsAreRefused() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", new byte[64 << 20]);
    Path file = ZipFiles.zip(folder.resolve("bomb.pt"), entries, ZipEntry.DEFLATED);
    refused(file, "more than 20 times its size");
  }

  @Test
  void anEntryThatUnpacksToMoreThanItDeclaresIsRefused() throws IOException {
    Map<String, byte[]> entries = Map.of("archive/data.pkl", new byte[64 << 20]);
    Path bomb = ZipFiles.zip(folder.resolve("bomb.pt"), entries, ZipEntry.DEFLATED);
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(bomb)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < zip.capacity(); i++) {
      if (zip.getInt(i) == 0x02014b50) {
        zip.putInt(i + 24, 1000);
      }
    }
    refused(Files.write(folder.resolve("liar.pt"), zip.array()), "entry 'archive/data.pkl'");
  }

  @Test
  void entriesThatShareTheirBytesAreRefused() throws IOException {
    Map<String, byte[]> storages = Map.of("0", new byte[4000], "1", new byte[4000]);
    byte[] zip = Files.readAllBytes(ZipFiles.checkpoint(folder, withTensorOnly(), storages));
    // The directory lists each entry with a size that is far more than its own.
    Path file = Files.write(folder.resolve("overlap.pt"), enlarged(zip, 4000, 8000));
    assertThatThrownBy(() -> Checkpoints.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void anArchiveWithOneNameTwiceIsRefused() throws IOException {
    Map<String, byte[]> storages = Map.of("0", ONE, "1", ONE);
    byte[] zip = Files.readAllBytes(ZipFiles.checkpoint(folder, withTensorOnly(), storages));
    String text = new String(zip, ISO_8859_1);
    byte[] twice = text.replace("data/1", "data/0").getBytes(ISO_8859_1);
    refused(Files.write(folder.resolve("twice.pt"), twice), "has the entry 'archive/data/0' twice");
  }

  @Test
  void archivesOfOthersSayWhatTheyAre() throws IOException {
    Map<String, byte[]> arrays = Map.of("images.npy", ONE, "labels.npy", ONE);
    Path npz = ZipFiles.zip(folder.resolve("data.npz"), arrays, ZipEntry.STORED);
    refused(npz, "is a NumPy archive (.npz); not a checkpoint");
  }

  /** Replaces a size in the directory of an archive. */
  private static byte[] enlarged(byte[] zip, int size, int by) {
    ByteBuffer bytes = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 46 < zip.length; i++) {
      if (bytes.getInt(i) == 0x02014b50 && bytes.getInt(i + 20) == size) {
        bytes.putInt(i + 20, by).putInt(i + 24, by);
      }
    }
    return bytes.array();
  }

  private static byte[] withTensorOnly() {
    PickleBytes pickle = new PickleBytes().raw('}').text("w");
    return pickle.tensor("0", 1, 0, new int[] {1}, new int[] {1}).raw('s').stop();
  }

  /** Completes a dictionary on the stack. */
  private Path withTensor(PickleBytes dictionary) throws IOException {
    dictionary.text("w").tensor("0", 1, 0, new int[] {1}, new int[] {1}).raw('s');
    return ZipFiles.checkpoint(folder, dictionary.stop(), Map.of("0", ONE));
  }

  private static Map<String, HostTensor> read(Path file) {
    return Checkpoints.read(file);
  }

  private static void refused(Path file, String words) {
    assertThatThrownBy(() -> Checkpoints.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(words);
  }
}
