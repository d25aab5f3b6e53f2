package org.lrs.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Unpickler;
import org.lrs.text.Foreign;

/**
 * Unpickler that knows the few names a state dict needs and refuses all others.
 *
 * <p>The library resolves names through a static registry with permissive defaults, so every opcode
 * that names or alters a class is handled here and the registry is never used. Nothing in a pickle
 * is executed: the allowed names make plain data. One instance reads one pickle.
 */
final class TorchUnpickler extends Unpickler {

  /** The pickle names something outside the allowed set, or is inconsistent. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  /** Thirty times as many as a checkpoint of a hundred thousand tensors needs for each. */
  private static final int MOST_VALUES = 3_000_000;

  /** Bytes or digits of a number: random states need a few dozen. */
  private static final int LONGEST_NUMBER = 4000;

  private static final TorchNames.Inert SET = new TorchNames.Inert("a set");

  private final int limit;
  private final Map<String, DType> storages;
  private int spent;

  /**
   * An unpickler for one pickle.
   *
   * @param limit length of the whole file; a text declared longer is damage, not a text
   * @param storages receives the element type of every storage the pickle refers to
   */
  TorchUnpickler(int limit, Map<String, DType> storages) {
    this.limit = limit;
    this.storages = storages;
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    spend(1);
    switch (opcode) {
      case Opcodes.GLOBAL -> stack.add(TorchNames.constructor(line(), line()));
      case Opcodes.STACK_GLOBAL -> {
        String name = text(stack.pop());
        stack.add(TorchNames.constructor(text(stack.pop()), name));
      }
      case Opcodes.INST -> throw TorchNames.refusal(line(), line());
      case Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw new Refusal("uses Python's extension registry, which weights never need");
      case Opcodes.NEXT_BUFFER, Opcodes.READONLY_BUFFER ->
          throw new Refusal("keeps data outside of the file");
      case Opcodes.REDUCE -> {
        spendOnCopies(stack.peek());
        super.dispatch(opcode);
      }
      case Opcodes.BUILD -> build();
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<Object, Object>());
      case Opcodes.DICT -> {
        List<Object> items = stack.pop_all_since_marker();
        stack.add(new LinkedHashMap<Object, Object>());
        PickleItems.putAll(stack.peek(), items);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        List<Object> item = Arrays.asList(stack.pop(), value);
        PickleItems.putAll(stack.peek(), item);
      }
      case Opcodes.SETITEMS -> {
        List<Object> items = stack.pop_all_since_marker();
        PickleItems.putAll(stack.peek(), items);
      }
      case Opcodes.APPEND -> {
        List<Object> item = Collections.singletonList(stack.pop());
        PickleItems.addAll(stack.peek(), item);
      }
      case Opcodes.APPENDS -> {
        List<Object> items = stack.pop_all_since_marker();
        PickleItems.addAll(stack.peek(), items);
      }
      // A set is never weights, and the hash of what is in it may take for ever.
      case Opcodes.EMPTY_SET -> stack.add(SET);
      case Opcodes.FROZENSET -> {
        stack.pop_all_since_marker();
        stack.add(SET);
      }
      case Opcodes.ADDITEMS -> stack.pop_all_since_marker();
      case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT -> digits(opcode);
      case Opcodes.LONG4 -> requireLength(4, opcode, LONGEST_NUMBER);
      case Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES ->
          requireLength(4, opcode, limit);
      case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 ->
          requireLength(8, opcode, limit);
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** Counts what takes time and memory: the operations, and the items that one of them copies. */
  private void spend(int more) {
    spent += more;
    if (spent > MOST_VALUES) {
      throw new Refusal(
          String.format(Locale.ROOT, "its pickle has more than %,d values", MOST_VALUES));
    }
  }

  private void spendOnCopies(Object arguments) {
    if (arguments instanceof Object[] all) {
      spend(all.length);
      for (Object argument : all) {
        spend(argument instanceof List<?> list ? list.size() : 0);
      }
    }
  }

  /** The library allocates what a length field says; a flipped bit would request gigabytes. */
  private void requireLength(int width, short opcode, int longest) throws IOException {
    input.mark(width);
    byte[] field = input.readNBytes(width);
    input.reset();
    long length = HostTensor.littleEndian(field);
    if (length < 0 || length > longest) {
      throw new Refusal(
          longest == limit
              ? "a text of %s bytes in the pickle is longer than the file".formatted(length)
              : "a number in the pickle has more than %s bytes".formatted(longest));
    }
    super.dispatch(opcode);
  }

  /** A number in decimal digits, which take a time that grows with the square of their count. */
  private void digits(short opcode) throws IOException {
    input.mark(limit);
    if (line().length() > LONGEST_NUMBER) {
      throw new Refusal("a number in the pickle has more than %s digits".formatted(LONGEST_NUMBER));
    }
    input.reset();
    super.dispatch(opcode);
  }

  /** State set on an object: PyTorch attaches version numbers to a state dict, not needed here. */
  private void build() {
    stack.pop();
    Object target = stack.peek();
    if (!(target instanceof Map) && !(target instanceof TorchNames.Inert)) {
      throw new Refusal("sets attributes on an object, which weights never need");
    }
  }

  @Override
  protected Object persistentLoad(Object pid) {
    if (pid instanceof Object[] id
        && id.length >= 5
        && "storage".equals(id[0])
        && id[1] instanceof TorchNames.StorageType type) {
      long count = integer(id[4]);
      if (count < 0) {
        throw new Refusal("a storage has %s elements".formatted(count));
      }
      // Legacy files describe a view of a block by (name, offset, size).
      long offset = id.length > 5 && id[5] instanceof Object[] view ? integer(view[1]) : 0;
      DType earlier = storages.putIfAbsent(text(id[2]), type.dtype());
      if (earlier != null && earlier != type.dtype()) {
        throw new Refusal("uses storage '%s' with two types".formatted(Foreign.text(text(id[2]))));
      }
      return new TorchTensor.Storage(text(id[2]), type.dtype(), count, offset);
    }
    throw new Refusal("refers to something that is not a storage of numbers");
  }

  static long integer(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new Refusal("the pickle is damaged: expected an integer");
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new Refusal("the pickle is damaged: expected a text");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new EOFException("the pickle ends early");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /**
   * Reads one pickle, or states in one sentence why it cannot be read.
   *
   * @param in supports mark and reset; afterwards its position is behind the pickle
   * @param limit length of the whole file
   * @param storages receives the element type of every storage the pickle refers to
   * @throws Refusal if the pickle is damaged or names something not allowed
   */
  static Object read(InputStream in, int limit, Map<String, DType> storages) throws IOException {
    try {
      return new TorchUnpickler(limit, storages).load(in);
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // What the library throws on damaged input; its messages are about its own stack.
      Refusal refusal = new Refusal("the pickle is damaged");
      refusal.initCause(e);
      throw refusal;
    }
  }
}
