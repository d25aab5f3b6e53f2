package org.lrs.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import org.lrs.format.TorchUnpickler.Refusal;

/** The Python names a checkpoint may use, and the plain data each becomes. */
final class TorchNames {
  private TorchNames() {}

  /** Something allowed that carries no weights, such as a NumPy scalar beside a state dict. */
  record Opaque(String name) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      return this;
    }
  }

  /** A storage class; it is an argument in pickles and never called. */
  record StorageType(DType dtype) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw new Refusal("calls a storage class, which weights never need");
    }
  }

  private static final Map<String, DType> STORAGES =
      Map.of(
          "HalfStorage", DType.F16,
          "BFloat16Storage", DType.BF16,
          "FloatStorage", DType.F32,
          "DoubleStorage", DType.F64,
          "ByteStorage", DType.U8,
          "CharStorage", DType.I8,
          "ShortStorage", DType.I16,
          "IntStorage", DType.I32,
          "LongStorage", DType.I64,
          "BoolStorage", DType.BOOL);

  /**
   * What an allowed name makes.
   *
   * @throws Refusal naming it, for any other
   */
  static IObjectConstructor constructor(String module, String name) {
    if ((module.equals("torch") || module.equals("torch.cuda")) && STORAGES.containsKey(name)) {
      return new StorageType(STORAGES.get(name));
    }
    String full = module + "." + name;
    return switch (full) {
      case "collections.OrderedDict" -> TorchNames::orderedDict;
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> TorchNames::tensor;
      case "torch._utils._rebuild_parameter" -> args -> args[0];
      case "torch.Size" -> args -> args[0];
      case "torch.device",
          "torch.float32",
          "torch.float64",
          "torch.float16",
          "torch.bfloat16",
          "torch.int64",
          "numpy.dtype",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "_codecs.encode" ->
          new Opaque(full);
      default -> throw refusal(module, name);
    };
  }

  /** The sentence for a name that is not allowed. */
  static Refusal refusal(String module, String name) {
    return new Refusal(
        ("names '%s.%s', which a file of weights does not need; nothing was executed;"
                + " save model.state_dict() alone, best as safetensors")
            .formatted(module, name));
  }

  private static Object orderedDict(Object[] args) {
    LinkedHashMap<Object, Object> map = new LinkedHashMap<>();
    if (args.length > 0) {
      // Python 2 wrote OrderedDict as a list of [key, value].
      for (Object item : (Iterable<?>) args[0]) {
        Object[] pair = item instanceof Object[] array ? array : ((List<?>) item).toArray();
        map.put(pair[0], pair[1]);
      }
    }
    return map;
  }

  /** (storage, offset, shape, strides, ...); the rest concerns gradients. */
  private static Object tensor(Object[] args) {
    if (args.length < 4 || !(args[0] instanceof TorchTensor.Storage storage)) {
      throw new Refusal("a tensor lacks its storage");
    }
    try {
      return new TorchTensor(
          storage, TorchUnpickler.integer(args[1]), longs(args[2]), longs(args[3]));
    } catch (IllegalArgumentException e) {
      throw new Refusal(e.getMessage());
    }
  }

  private static long[] longs(Object tuple) {
    if (!(tuple instanceof Object[] values)) {
      throw new Refusal("the pickle is damaged: expected a tuple");
    }
    return Arrays.stream(values).mapToLong(TorchUnpickler::integer).toArray();
  }
}
