package org.lrs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reader and writer of safetensors: 8 bytes little-endian header length, a JSON header, the
 * tensors' bytes.
 *
 * <p>The format carries no checksum: a flipped bit among the weights goes unnoticed; see {@link
 * Checksums#requireSha256}. Everything in the header is checked against the file.
 */
public final class Safetensors {
  /** The limit of the format; a damaged length is nearly always above it. */
  static final long LARGEST_HEADER = 100_000_000;

  /** Tens of thousands of tensors need less, and a tree of it fits into memory whatever it is. */
  private static final long MOST_READ = 8 << 20;

  private Safetensors() {}

  /**
   * Reads all tensors.
   *
   * @return tensors by name, in the header's order
   * @throws FormatException if the file is missing, truncated or its header inconsistent
   */
  public static Map<String, HostTensor> read(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      SafetensorsHeader header = header(file, channel);
      LinkedHashMap<String, HostTensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        ByteBuffer data = read(file, channel, header.dataStart() + entry.begin(), entry.bytes());
        tensors.put(entry.name(), new HostTensor(entry.dtype(), entry.shape(), data));
      }
      return tensors;
    } catch (IOException e) {
      throw FormatException.unreadable(file, "weights", e);
    }
  }

  /**
   * The free-form texts of the header, such as who made the file.
   *
   * @throws FormatException as {@link #read}
   */
  public static Map<String, String> metadata(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return header(file, channel).metadata();
    } catch (IOException e) {
      throw FormatException.unreadable(file, "weights", e);
    }
  }

  /**
   * Writes tensors, replacing the file in one step. The same names, tensors and metadata give the
   * same bytes, whatever the order of the maps.
   *
   * @param file where to; its folder must exist
   * @param tensors tensors by name
   * @param metadata texts for the header, may be empty
   * @throws IOException if the disk refuses
   */
  public static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata)
      throws IOException {
    // Wide elements first, so that each tensor is aligned: readers view the bytes in place.
    List<Map.Entry<String, HostTensor>> ordered =
        new ArrayList<>(new TreeMap<>(tensors).entrySet());
    ordered.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
    byte[] header = SafetensorsHeader.json(ordered, new TreeMap<>(metadata));
    WholeFile.replace(
        file,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          writeAll(channel, length.putLong(header.length).flip());
          writeAll(channel, ByteBuffer.wrap(header));
          for (Map.Entry<String, HostTensor> entry : ordered) {
            writeAll(channel, entry.getValue().data());
          }
        });
  }

  static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static SafetensorsHeader header(Path file, SeekableByteChannel channel)
      throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw new FormatException(
          file, "expected safetensors, which start with 8 bytes of length, got %s".formatted(size));
    }
    long length = read(file, channel, 0, 8).getLong();
    if (length < 2 || length > LARGEST_HEADER) {
      throw new FormatException(
          file,
          "header length %s is not credible: not safetensors, or damaged"
              .formatted(Long.toUnsignedString(length)));
    }
    if (length > size - 8) {
      throw new FormatException(
          file,
          "header of %s bytes does not fit a file of %s; the file is truncated or damaged"
              .formatted(length, size));
    }
    if (length > MOST_READ) {
      throw new FormatException(
          file,
          "has a header of %s bytes, at most %s are read; it has more tensors than any network here"
              .formatted(length, MOST_READ));
    }
    byte[] json = read(file, channel, 8, length).array();
    return SafetensorsHeader.parse(file, json, size - 8 - length);
  }

  private static ByteBuffer read(Path file, SeekableByteChannel channel, long from, long bytes)
      throws IOException {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          file, "a tensor of %s bytes is larger than the 2 GiB supported".formatted(bytes));
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(from);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new FormatException(file, "became shorter while it was read");
      }
    }
    return buffer.flip();
  }
}
