package org.lrs.format;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.format.TorchUnpickler.Refusal;
import org.lrs.text.Foreign;

/**
 * Reader of PyTorch checkpoints: zip archives ({@code .pt}, {@code .pth}) and the older sequence of
 * pickles ({@code .th}, {@code .pth}).
 *
 * <p>A checkpoint is a Python program; this reader runs none. It knows the names a state dict needs
 * and those of plain data beside it, which it reads past, and refuses a file that uses any other.
 * {@link TorchState} finds the state dict in what a training script saved.
 */
final class PyTorchCheckpoint {
  private static final BigInteger LEGACY_MAGIC = new BigInteger("119547037146038801333356");
  private static final long LEGACY_PROTOCOL = 1001;

  private PyTorchCheckpoint() {}

  /** The bytes of the blocks of values, by key. */
  private interface Blocks {
    ByteBuffer of(String tensor, String key) throws IOException;
  }

  /**
   * Named tensors of a checkpoint.
   *
   * @param zip whether it is a zip archive; else a sequence of pickles
   * @return contiguous tensors by name, in the file's order
   * @throws FormatException if the file is missing, damaged, or holds anything but weights
   */
  static Map<String, HostTensor> read(Path file, boolean zip) {
    try {
      return zip ? readZip(file) : readLegacy(file);
    } catch (Refusal e) {
      throw new FormatException(file, e.getMessage(), e);
    } catch (EOFException e) {
      throw new FormatException(file, "ends early; the file is truncated", e);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "weights", e);
    }
  }

  private static Map<String, HostTensor> readZip(Path file) throws IOException {
    try (TorchZip zip = new TorchZip(file)) {
      if (!zip.isLittleEndian()) {
        throw new FormatException(file, "was written on a big-endian machine");
      }
      byte[] pickle = zip.pickle();
      InputStream in = new ByteArrayInputStream(pickle);
      Object root = TorchUnpickler.read(in, pickle.length, new HashMap<>());
      return tensors(TorchState.of(root), (tensor, key) -> zip.storage(key));
    }
  }

  private static Map<String, HostTensor> readLegacy(Path file) throws IOException {
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw new FormatException(file, "legacy checkpoints above 2 GiB are not supported");
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    Map<String, DType> types = new HashMap<>();
    if (!LEGACY_MAGIC.equals(TorchUnpickler.read(in, bytes.length, types))) {
      throw new FormatException(
          file,
          "expected safetensors or a PyTorch checkpoint, this is a Python pickle of something else;"
              + " save model.state_dict() with torch.save, or as safetensors");
    }
    if (TorchUnpickler.integer(TorchUnpickler.read(in, bytes.length, types)) != LEGACY_PROTOCOL) {
      throw new FormatException(file, "expected checkpoint protocol " + LEGACY_PROTOCOL);
    }
    if (!(TorchUnpickler.read(in, bytes.length, types) instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new FormatException(file, "was written on a big-endian machine, or is damaged");
    }
    Map<String, TorchTensor> state = TorchState.of(TorchUnpickler.read(in, bytes.length, types));
    if (!(TorchUnpickler.read(in, bytes.length, types) instanceof List<?> keys)) {
      throw new FormatException(file, "the list of its storages is damaged");
    }
    Map<String, ByteBuffer> blocks = new HashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    rest.position(bytes.length - in.available());
    for (Object key : keys) {
      DType type = key instanceof String ? types.get(key) : null;
      if (type == null) {
        // Blocks carry no type of their own, so what follows could not be found.
        throw new Refusal("holds a storage that its pickle does not mention");
      }
      blocks.put((String) key, legacyBlock(rest, type));
    }
    if (rest.hasRemaining()) {
      throw new FormatException(
          file, "has %s bytes behind its last storage; damaged".formatted(rest.remaining()));
    }
    return tensors(
        state,
        (tensor, key) -> {
          if (!blocks.containsKey(key)) {
            throw new Refusal(
                "the storage of tensor '%s' is missing".formatted(Foreign.text(tensor)));
          }
          return blocks.get(key);
        });
  }

  private static Map<String, HostTensor> tensors(Map<String, TorchTensor> state, Blocks blocks)
      throws IOException {
    Map<String, ByteBuffer> held = new HashMap<>();
    long copied = 0;
    for (Map.Entry<String, TorchTensor> entry : state.entrySet()) {
      TorchTensor.Storage storage = entry.getValue().storage();
      if (!held.containsKey(storage.key())) {
        held.put(storage.key(), blocks.of(entry.getKey(), storage.key()));
      }
      storage.requireFit(held.get(storage.key()).remaining());
      copied += entry.getValue().isContiguous() ? 0 : entry.getValue().bytes();
    }
    // Views of one storage may overlap; made contiguous, each would be a copy of nearly all of it.
    long most = held.values().stream().mapToLong(ByteBuffer::remaining).sum();
    if (copied > most) {
      throw new Refusal(
          "its tensors overlap: apart they need %s bytes, its storages have %s"
              .formatted(copied, most));
    }
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    state.forEach(
        (name, tensor) -> tensors.put(name, tensor.read(held.get(tensor.storage().key()))));
    return tensors;
  }

  private static ByteBuffer legacyBlock(ByteBuffer rest, DType type) throws EOFException {
    if (rest.remaining() < Long.BYTES) {
      throw new EOFException();
    }
    long count = rest.getLong();
    if (count < 0 || count > rest.remaining() / type.bytes()) {
      throw new EOFException();
    }
    int size = Math.toIntExact(count * type.bytes());
    ByteBuffer block = rest.slice(rest.position(), size);
    rest.position(rest.position() + size);
    return block;
  }
}
