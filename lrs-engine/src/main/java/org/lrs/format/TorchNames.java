package org.lrs.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import org.lrs.format.TorchUnpickler.Refusal;
import org.lrs.text.Foreign;

/** The Python names a checkpoint may use, and the plain data each becomes. */
final class TorchNames {
  private TorchNames() {}

  /**
   * Something allowed that carries no weights, such as a random state beside a state dict: a name,
   * a call of it and an object made by it alike. What is given to it is dropped.
   */
  record Inert(String name) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      return this;
    }
  }

  /** Stands for a tensor whose elements or layout are not read. */
  static final Inert UNREADABLE = new Inert("a tensor");

  /**
   * A storage class; it is an argument in pickles and never called.
   *
   * @param dtype null for elements that are not read
   */
  record StorageType(DType dtype) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw new Refusal("calls a storage class, which weights never need");
    }
  }

  private static final Map<String, DType> STORAGES =
      Map.ofEntries(
          Map.entry("HalfStorage", DType.F16),
          Map.entry("BFloat16Storage", DType.BF16),
          Map.entry("FloatStorage", DType.F32),
          Map.entry("DoubleStorage", DType.F64),
          Map.entry("ByteStorage", DType.U8),
          Map.entry("CharStorage", DType.I8),
          Map.entry("ShortStorage", DType.I16),
          Map.entry("IntStorage", DType.I32),
          Map.entry("LongStorage", DType.I64),
          Map.entry("BoolStorage", DType.BOOL),
          Map.entry("QInt8Storage", DType.I8),
          Map.entry("QUInt8Storage", DType.U8),
          Map.entry("QInt32Storage", DType.I32));

  private static final List<String> STORAGES_NOT_READ =
      List.of("ComplexFloatStorage", "ComplexDoubleStorage", "UntypedStorage");

  /**
   * What an allowed name makes.
   *
   * @throws Refusal naming it, for any other
   */
  static IObjectConstructor constructor(String module, String name) {
    if (List.of("torch", "torch.cuda", "torch.storage").contains(module)) {
      if (STORAGES.containsKey(name)) {
        return new StorageType(STORAGES.get(name));
      }
      if (STORAGES_NOT_READ.contains(name)) {
        return new StorageType(null);
      }
    }
    String full = module + "." + name;
    return switch (full) {
      case "collections.OrderedDict" -> TorchNames::orderedDict;
      case "collections.defaultdict" -> args -> new LinkedHashMap<Object, Object>();
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> TorchNames::tensor;
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          args -> args[0];
      case "torch._tensor._rebuild_from_type_v2" -> TorchNames::subclass;
      case "torch.Size" -> args -> args[0];
      case "__builtin__.getattr", "builtins.getattr" -> TorchNames::attribute;
      default -> {
        if (InertNames.makesTensor(full)) {
          yield args -> UNREADABLE;
        }
        if (!InertNames.has(full)) {
          throw refusal(module, name);
        }
        yield new Inert(full);
      }
    };
  }

  /** The sentence for a name that is not allowed. */
  static Refusal refusal(String module, String name) {
    return new Refusal(
        ("names '%s', which a file of weights does not need; nothing was executed;"
                + " save model.state_dict() alone, best as safetensors")
            .formatted(Foreign.text(module + "." + name)));
  }

  private static Object orderedDict(Object[] args) {
    LinkedHashMap<Object, Object> map = new LinkedHashMap<>();
    if (args.length > 0) {
      // Python 2 wrote OrderedDict as a list of [key, value].
      for (Object item : (Iterable<?>) args[0]) {
        List<?> pair = item instanceof Object[] array ? Arrays.asList(array) : (List<?>) item;
        PickleItems.put(map, pair.get(0), pair.get(1));
      }
    }
    return map;
  }

  /** A tensor of a subclass: (function that makes the tensor, class, its arguments, attributes). */
  private static Object subclass(Object[] args) {
    return ((IObjectConstructor) args[0]).construct((Object[]) args[2]);
  }

  /** How schedulers name their own functions; of any other class, an attack. */
  private static Object attribute(Object[] args) {
    if (args[0] instanceof Inert owner && owner.name().startsWith("torch.optim.")) {
      return owner;
    }
    throw refusal("builtins", "getattr");
  }

  /** (storage, offset, shape, strides, ...); the rest concerns gradients. */
  private static Object tensor(Object[] args) {
    if (args.length < 4 || !(args[0] instanceof TorchTensor.Storage storage)) {
      throw new Refusal("a tensor lacks its storage");
    }
    if (storage.dtype() == null) {
      return UNREADABLE;
    }
    try {
      return new TorchTensor(
          storage, TorchUnpickler.integer(args[1]), longs(args[2]), longs(args[3]));
    } catch (IllegalArgumentException e) {
      throw new Refusal(e.getMessage());
    }
  }

  private static long[] longs(Object tuple) {
    if (!(tuple instanceof Object[] values) || values.length > HostTensor.MOST_AXES) {
      throw new Refusal(
          "the pickle is damaged: expected a tuple of at most " + HostTensor.MOST_AXES);
    }
    return Arrays.stream(values).mapToLong(TorchUnpickler::integer).toArray();
  }
}
