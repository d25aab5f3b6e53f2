package org.lrs.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Range;
import org.lrs.text.Foreign;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries the tensors, in the header's order
 * @param metadata free-form texts
 * @param dataStart position of the first tensor byte in the file
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {

  /** One tensor: where its bytes lie, counted from the end of the header. */
  record Entry(String name, DType dtype, long[] shape, long begin, long end) {
    long bytes() {
      return end - begin;
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Parses and checks a header against the number of bytes that follow it. */
  static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
    JsonNode root;
    try {
      // Strict UTF-8, as the format demands.
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
      root = JSON.readTree(text.toString());
    } catch (CharacterCodingException e) {
      throw new FormatException(file, "the header is not UTF-8 text; the file is damaged", e);
    } catch (JacksonException e) {
      throw new FormatException(file, "the header " + JsonRecords.problem(e), e);
    }
    if (json[0] != '{' || !root.isObject()) {
      throw new FormatException(file, "the header is not a JSON object; not safetensors");
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals("__metadata__")) {
        readMetadata(file, field.getValue(), metadata);
      } else {
        entries.add(readEntry(file, field.getKey(), field.getValue()));
        HostTensor.requireFew(file, entries.size());
      }
    }
    requireGapless(file, entries, dataBytes);
    return new SafetensorsHeader(entries, metadata, 8L + json.length);
  }

  private static void readMetadata(Path file, JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw new FormatException(file, "__metadata__ in the header is not an object of texts");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isString()) {
        throw new FormatException(
            file,
            "metadata '%s' in the header is not a text".formatted(Foreign.text(field.getKey())));
      }
      metadata.put(field.getKey(), field.getValue().stringValue());
    }
  }

  private static Entry readEntry(Path file, String tensor, JsonNode node) {
    String name = Foreign.text(tensor);
    JsonNode type = node.get("dtype");
    if (node.size() != 3 || type == null || !type.isString()) {
      throw new FormatException(
          file, "tensor '%s' needs exactly dtype, shape and data_offsets".formatted(name));
    }
    DType dtype = dtype(file, name, type.stringValue());
    long[] shape = integers(file, name, node.get("shape"), "shape");
    long[] offsets = integers(file, name, node.get("data_offsets"), "data_offsets");
    if (offsets.length != 2 || offsets[1] < offsets[0]) {
      throw new FormatException(
          file,
          "tensor '%s' has data_offsets %s instead of [begin, end]"
              .formatted(name, Arrays.toString(offsets)));
    }
    long needed;
    try {
      needed = HostTensor.byteSize(dtype, shape);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, "tensor '%s': %s".formatted(name, e.getMessage()), e);
    }
    if (offsets[1] - offsets[0] != needed) {
      throw new FormatException(
          file,
          "tensor '%s' of %s %s needs %s bytes, its offsets give %s"
              .formatted(name, dtype, Arrays.toString(shape), needed, offsets[1] - offsets[0]));
    }
    return new Entry(tensor, dtype, shape, offsets[0], offsets[1]);
  }

  private static DType dtype(Path file, String name, String text) {
    try {
      return DType.valueOf(text);
    } catch (IllegalArgumentException e) {
      String known = Arrays.toString(DType.values());
      throw new FormatException(
          file,
          "tensor '%s' has dtype '%s'; supported: %s".formatted(name, Foreign.text(text), known),
          e);
    }
  }

  private static long[] integers(Path file, String name, JsonNode node, String what) {
    if (node == null || !node.isArray() || node.size() > HostTensor.MOST_AXES) {
      throw new FormatException(
          file,
          "tensor '%s' has no list %s of at most %s integers"
              .formatted(name, what, HostTensor.MOST_AXES));
    }
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.get(i);
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw new FormatException(
            file,
            "tensor '%s' has %s in its %s; expected integers from 0"
                .formatted(name, Foreign.text(value.toString()), what));
      }
      values[i] = value.longValue();
    }
    return values;
  }

  private static void requireGapless(Path file, List<Entry> entries, long dataBytes) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != end) {
        throw new FormatException(
            file,
            "tensor '%s' begins at byte %s, expected %s: tensors overlap or leave a gap"
                .formatted(Foreign.text(entry.name()), entry.begin(), end));
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw new FormatException(
          file,
          "the header describes %s bytes of tensors, the file holds %s; %s"
              .formatted(
                  end,
                  dataBytes,
                  end > dataBytes ? "it is truncated" : "it has bytes nobody described"));
    }
  }

  /** The header's bytes for tensors laid out in the given order, padded with spaces to 8 bytes. */
  static byte[] json(List<Map.Entry<String, HostTensor>> tensors, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject("__metadata__");
      metadata.forEach(texts::put);
    }
    long begin = 0;
    for (Map.Entry<String, HostTensor> tensor : tensors) {
      Range.require(
          !tensor.getKey().equals("__metadata__"),
          "a tensor cannot be named __metadata__ in safetensors; rename it");
      HostTensor value = tensor.getValue();
      long end = begin + value.data().remaining();
      ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", value.dtype().name());
      ArrayNode shape = entry.putArray("shape");
      Arrays.stream(value.shape()).forEach(shape::add);
      entry.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    byte[] text = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }
}
