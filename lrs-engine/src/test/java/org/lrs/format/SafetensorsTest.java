package org.lrs.format;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("bytes", HostTensor.of(new byte[] {1, 2, 3}, 3));
    tensors.put("weight", HostTensor.of(new float[] {1, -2, 0.5f, 4}, 2, 2));
    tensors.put("steps", HostTensor.of(new long[] {5}));
    tensors.put("empty", HostTensor.of(new float[0], 0, 7));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, tensors, Map.of("made by", "a test"));
    assertThat(Checkpoints.read(file)).isEqualTo(tensors);
    assertThat(Safetensors.metadata(file)).isEqualTo(Map.of("made by", "a test"));
    assertThat(folder.toFile().list()).containsExactly("model.safetensors");
  }

  @Test
  void bytesDoNotDependOnTheOrderOfTheMap() throws IOException {
    HostTensor a = HostTensor.of(new byte[] {1}, 1);
    HostTensor b = HostTensor.of(new float[] {1}, 1);
    Map<String, HostTensor> ab = new LinkedHashMap<>();
    ab.put("a", a);
    ab.put("b", b);
    Map<String, HostTensor> ba = new LinkedHashMap<>();
    ba.put("b", b);
    ba.put("a", a);
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Safetensors.write(first, ab, Map.of("x", "1", "y", "2"));
    Safetensors.write(second, ba, Map.of("y", "2", "x", "1"));
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void tensorDataIsAlignedToItsElements() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(
        file,
        Map.of(
            "a", HostTensor.of(new byte[] {1}, 1),
            "b", HostTensor.of(new float[] {1}, 1),
            "c", HostTensor.of(new long[] {1}, 1)),
        Map.of());
    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    // c (8 bytes) before b (4) before a (1)
    assertThat(Safetensors.read(file).keySet()).containsExactly("c", "b", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}| 8 | needs 4 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}| 8 | overlap or leave a"
            + " gap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}| 8 | nobody described",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}| 4 | truncated",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}| 4 | F99",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}| 4 | integers from 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}| 4 | integers from 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}| 4 | [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}| 4 | exactly",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}| 0 |"
            + " too large",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}|"
            + " 3 | overlap",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}|"
            + " 2 | has a name twice",
        "{\"__metadata__\":{\"a\":1}}| 0 | not a text",
        "[]| 0 | not a JSON object",
        "{}{}| 0 | not JSON",
        "{\"a\":| 0 | not whole JSON",
      })
  void inconsistentHeaderIsRefused(String header, int dataBytes, String words) throws IOException {
    Path file = file(header.getBytes(UTF_8), new byte[dataBytes]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void everyLowByteOfTheHeaderLengthIsReadAsSafetensors() throws IOException {
    Map<String, HostTensor> tensors = Map.of("a", HostTensor.of(new float[] {1}, 1));
    for (int low = 0; low < 256; low++) {
      // Spaces fill the header up to a length with this low byte.
      byte[] json =
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
      byte[] header = Arrays.copyOf(json, 512 + low);
      Arrays.fill(header, json.length, header.length, (byte) ' ');
      assertThat(Checkpoints.read(file(header, PickleBytes.floats(1))))
          .as("low byte " + low)
          .isEqualTo(tensors);
    }
  }

  @Test
  void moreTensorsThanAnyNetworkHasAreRefused() throws IOException {
    String entry = ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    for (int count : new int[] {100_001, 200_000}) {
      String header =
          IntStream.range(0, count)
              .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\"" + entry)
              .collect(Collectors.joining(",", "{", "}"));
      Path file = file(header.getBytes(UTF_8), new byte[0]);
      assertThatThrownBy(() -> Checkpoints.read(file))
          .hasMessageContaining(
              count < 200_000 ? "more than 100,000 tensors" : "more tensors than");
    }
  }

  @Test
  void incredibleHeaderLengthIsRefused() throws IOException {
    for (long length : new long[] {-1, 0, 1, 17, 200_000_000, Long.MAX_VALUE}) {
      byte[] bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      Path file = Files.write(folder.resolve("bad"), bytes);
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("header");
    }
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] whole = small();
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void flippedBitsNeverEscapeAsAnotherException() throws IOException {
    byte[] whole = small();
    for (int bit = 0; bit < whole.length * 8; bit += 7) {
      byte[] copy = whole.clone();
      copy[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = Files.write(folder.resolve("flipped"), copy);
      try {
        Safetensors.read(file);
      } catch (FormatException e) {
        assertThat(e.getMessage()).startsWith(file.toString());
      }
    }
  }

  @Test
  void expectedChecksumTellsAFlippedBitAmongTheNumbers() throws IOException {
    byte[] whole = small();
    Path file = Files.write(folder.resolve("model.safetensors"), whole);
    String sum = Checksums.sha256(file);
    Checksums.requireSha256(file, sum);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(() -> Checksums.requireSha256(file, sum))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(sum);
  }

  private byte[] small() throws IOException {
    Path file = folder.resolve("small");
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("a", HostTensor.of(new float[] {1, 2}, 2));
    tensors.put("b", HostTensor.of(new float[] {3}));
    Safetensors.write(file, tensors, Map.of());
    return Files.readAllBytes(file);
  }

  private Path file(byte[] header, byte[] data) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).put(data);
    return Files.write(folder.resolve("model.safetensors"), bytes.array());
  }
}
