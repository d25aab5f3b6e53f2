package org.lrs.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A handle on one native tensor, and the operations on it that the project uses.
 *
 * <p>Results belong to the innermost open {@link Scope} of the calling thread. Operations return
 * new tensors (views share memory with their source, as in libtorch); those that end in {@code
 * InPlace} change this one.
 */
public final class Tensor implements AutoCloseable {
  private org.bytedeco.pytorch.Tensor handle;
  private Scope owner;

  private Tensor(org.bytedeco.pytorch.Tensor handle) {
    this.handle = handle;
  }

  // ---------------------------------------------------------------- ownership

  static Tensor adopt(org.bytedeco.pytorch.Tensor handle) {
    Tensor tensor = new Tensor(handle);
    Scope.current().adopt(tensor);
    return tensor;
  }

  static List<Tensor> adoptAll(TensorVector vector) {
    return LongStream.range(0, vector.size())
        .mapToObj(i -> adopt(new org.bytedeco.pytorch.Tensor(vector.get(i))))
        .toList();
  }

  static Tensor call(
      String operation, Supplier<org.bytedeco.pytorch.Tensor> work, Tensor... inputs) {
    return adopt(guard(operation, work, Arrays.asList(inputs)));
  }

  private static Tensor withScalar(
      String operation,
      double value,
      Function<Scalar, org.bytedeco.pytorch.Tensor> work,
      Tensor... inputs) {
    try (Scalar scalar = new Scalar(value)) {
      return call(operation, () -> work.apply(scalar), inputs);
    }
  }

  static <T> T guard(String operation, Supplier<T> work, List<Tensor> inputs) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown");
      throw new NativeException(
          operation + " failed on " + inputs.stream().map(Tensor::sizes).toList() + ": " + reason,
          e);
    }
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(
        tensors.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  org.bytedeco.pytorch.Tensor handle() {
    if (handle == null) {
      throw new IllegalStateException(
          "this tensor is closed; its Scope ended or close() was called before this use");
    }
    return handle;
  }

  Scope owner() {
    return owner;
  }

  void owner(Scope scope) {
    owner = scope;
  }

  /** Takes this tensor out of its scope; from now on the caller closes it. */
  public Tensor keep() {
    owner = null;
    return this;
  }

  /** Frees the native memory now. Closing twice is harmless. */
  @Override
  public void close() {
    if (handle != null) {
      handle.close();
      handle = null;
      owner = null;
      Scope.freed();
    }
  }

  // ---------------------------------------------------------------- creation, on Engine.device()

  /** A float tensor with a copy of {@code values} in row-major order. */
  public static Tensor of(float[] values, long... shape) {
    requireCount(values.length, shape);
    return filled(Kind.FLOAT32, shape, t -> t.data_ptr_float(), data -> data.put(values));
  }

  /** An integer tensor with a copy of {@code values}. */
  public static Tensor of(long[] values, long... shape) {
    requireCount(values.length, shape);
    return filled(Kind.INT64, shape, t -> t.data_ptr_long(), data -> data.put(values));
  }

  /** A tensor of bytes 0..255 with a copy of {@code values} from {@code offset} on. */
  public static Tensor ofBytes(byte[] values, int offset, long... shape) {
    int count = Math.toIntExact(count(shape));
    return filled(
        Kind.UINT8, shape, t -> t.data_ptr_byte(), data -> data.put(values, offset, count));
  }

  /** Zeros with the shape, type, place and memory layout of this. */
  public Tensor zerosLike() {
    return call("zerosLike", () -> torch.zeros_like(handle()), this);
  }

  /** Ones times a value. */
  public static Tensor full(double value, long... shape) {
    try (Scalar scalar = new Scalar(value);
        TensorOptions options = new TensorOptions(Kind.FLOAT32.type)) {
      return onEngineDevice(call("full", () -> torch.full(shape, scalar, options)));
    }
  }

  private static Tensor onEngineDevice(Tensor made) {
    Tensor placed = made.to(Engine.device());
    if (placed != made) {
      made.close();
    }
    return placed;
  }

  private static <P extends Pointer> Tensor filled(
      Kind kind,
      long[] shape,
      Function<org.bytedeco.pytorch.Tensor, P> pointer,
      Consumer<P> filling) {
    try (TensorOptions options = new TensorOptions(kind.type);
        MemoryFormatOptional format = new MemoryFormatOptional()) {
      Tensor made = call("empty", () -> torch.empty(shape, options, format));
      try (P data = pointer.apply(made.handle())) {
        filling.accept(data);
      }
      return onEngineDevice(made);
    }
  }

  private static long count(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static void requireCount(long count, long... shape) {
    if (count != count(shape)) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " holds " + count(shape) + " values, got " + count);
    }
  }

  // ---------------------------------------------------------------- properties and reading

  /** Sizes of the dimensions. */
  public long[] shape() {
    org.bytedeco.pytorch.Tensor t = handle();
    return LongStream.range(0, t.dim()).map(t::size).toArray();
  }

  /** Sizes of the dimensions as text, for messages: {@code [2, 3]}. */
  public String sizes() {
    return Arrays.toString(shape());
  }

  /** Size of one dimension; negative counts from the end. */
  public long size(int dimension) {
    return handle().size(dimension);
  }

  /** Number of values. */
  public long elements() {
    return handle().numel();
  }

  /** Element type. */
  public Kind kind() {
    return Kind.of(handle().scalar_type());
  }

  /** The values in row-major order, as floats, on the Java heap. */
  public float[] toFloatArray() {
    float[] values = new float[Math.toIntExact(elements())];
    read(Kind.FLOAT32, t -> t.data_ptr_float(), data -> data.get(values));
    return values;
  }

  /** The values in row-major order, as doubles, on the Java heap. */
  public double[] toDoubleArray() {
    double[] values = new double[Math.toIntExact(elements())];
    read(Kind.FLOAT64, t -> t.data_ptr_double(), data -> data.get(values));
    return values;
  }

  /** The values in row-major order, as integers, on the Java heap. */
  public long[] toLongArray() {
    long[] values = new long[Math.toIntExact(elements())];
    read(Kind.INT64, t -> t.data_ptr_long(), data -> data.get(values));
    return values;
  }

  /** The values in row-major order as bytes 0..255; call on values already rounded. */
  public byte[] toByteArray() {
    byte[] values = new byte[Math.toIntExact(elements())];
    read(Kind.UINT8, t -> t.data_ptr_byte(), data -> data.get(values));
    return values;
  }

  private <P extends Pointer> void read(
      Kind kind, Function<org.bytedeco.pytorch.Tensor, P> pointer, Consumer<P> reading) {
    try (Scope scope = Scope.open();
        P data = pointer.apply(detach().to(Device.CPU).to(kind).contiguous().handle())) {
      reading.accept(data);
    }
  }

  /** The only value of a one-element tensor. */
  public double item() {
    if (elements() != 1) {
      throw new IllegalStateException("item() needs exactly one value, got shape " + sizes());
    }
    return toDoubleArray()[0];
  }

  // ---------------------------------------------------------------- graph

  /** The same values without history. Shares memory. */
  public Tensor detach() {
    return call("detach", handle()::detach, this);
  }

  /** A leaf whose gradient can be computed: the same values, no history, shared memory. */
  public Tensor leaf() {
    Tensor leaf = detach();
    leaf.handle().set_requires_grad(true);
    return leaf;
  }

  /** Marks this tensor as one whose gradient can be computed, or not. */
  public Tensor requiresGradient(boolean value) {
    handle().set_requires_grad(value);
    return this;
  }

  /** A copy with memory of its own. */
  public Tensor copy() {
    return call("copy", handle()::clone, this);
  }

  // ---------------------------------------------------------------- layout, type, place

  /** This tensor with elements of another type. */
  public Tensor to(Kind kind) {
    return call("to", () -> handle().to(kind.type), this);
  }

  /** This tensor on a device. */
  public Tensor to(Device device) {
    if (device.isCpu() && handle().is_cpu()) {
      return this;
    }
    try (DeviceOptional place = new DeviceOptional(device.handle());
        TensorOptions options = new TensorOptions().device(place);
        MemoryFormatOptional format = new MemoryFormatOptional()) {
      return call("to", () -> handle().to(options, false, false, format), this);
    }
  }

  /** Row-major memory. */
  public Tensor contiguous() {
    return call("contiguous", handle()::contiguous, this);
  }

  /** The same [N, C, H, W] values with channels fastest in memory, which convolutions prefer. */
  public Tensor channelsLast() {
    return call("channelsLast", () -> handle().contiguous(torch.MemoryFormat.ChannelsLast), this);
  }

  /** Other sizes, same values in row-major order; one size may be -1. */
  public Tensor reshape(long... shape) {
    return call("reshape", () -> handle().reshape(shape), this);
  }

  /** [N, ...] to [N, everything else]. */
  public Tensor flatten() {
    return reshape(size(0), -1);
  }

  /** Other order of dimensions. A view. */
  public Tensor permute(long... order) {
    return call("permute", () -> handle().permute(order), this);
  }

  /** Broadcast to a larger shape. A view. */
  public Tensor expand(long... shape) {
    return call("expand", () -> handle().expand(shape), this);
  }

  /** Part of one dimension. A view. */
  public Tensor narrow(int dimension, long start, long length) {
    return call("narrow", () -> handle().narrow(dimension, start, length), this);
  }

  /** Every {@code step}-th entry of one dimension. A view. */
  public Tensor everyNth(int dimension, long step) {
    try (LongOptional none = new LongOptional();
        LongOptional end = new LongOptional()) {
      return call("everyNth", () -> handle().slice(dimension, none, end, step), this);
    }
  }

  /** values[i, index[i, j]] for dimension 1, and so on. */
  public Tensor gather(int dimension, Tensor index) {
    return call("gather", () -> torch.gather(handle(), dimension, index.handle()), this, index);
  }

  /** Reversed along the dimensions. */
  public Tensor flip(long... dimensions) {
    return call("flip", () -> torch.flip(handle(), dimensions), this);
  }

  /** Moved along a dimension; what leaves at the end comes in at the start. */
  public Tensor roll(int dimension, long shift) {
    long[] shifts = {shift};
    long[] dimensions = {dimension};
    return call("roll", () -> torch.roll(handle(), shifts, dimensions), this);
  }

  /** Constant padding, libtorch's order: last dimension first, (before, after) each. */
  public Tensor pad(double value, long... amounts) {
    return withScalar("pad", value, v -> torch.constant_pad_nd(handle(), amounts, v), this);
  }

  /** Joined along an existing dimension. */
  public static Tensor concat(List<Tensor> parts, int dimension) {
    try (TensorVector vector = vector(parts)) {
      return adopt(guard("concat", () -> torch.cat(vector, dimension), parts));
    }
  }

  /** Joined along a new dimension. */
  public static Tensor stack(List<Tensor> parts, int dimension) {
    try (TensorVector vector = vector(parts)) {
      return adopt(guard("stack", () -> torch.stack(vector, dimension), parts));
    }
  }

  // ---------------------------------------------------------------- arithmetic

  /** this + other, element-wise with broadcasting. */
  public Tensor add(Tensor other) {
    return call("add", () -> handle().add(other.handle()), this, other);
  }

  /** this + value. */
  public Tensor add(double value) {
    return withScalar("add", value, handle()::add, this);
  }

  /** this + factor · other, in one pass. */
  public Tensor addScaled(Tensor other, double factor) {
    return withScalar("addScaled", factor, f -> handle().add(other.handle(), f), this, other);
  }

  /** this - other, element-wise with broadcasting. */
  public Tensor subtract(Tensor other) {
    return call("subtract", () -> handle().sub(other.handle()), this, other);
  }

  /** this · other, element-wise with broadcasting. */
  public Tensor multiply(Tensor other) {
    return call("multiply", () -> handle().mul(other.handle()), this, other);
  }

  /** this · value. */
  public Tensor multiply(double value) {
    return withScalar("multiply", value, handle()::mul, this);
  }

  /** this / other, element-wise with broadcasting. */
  public Tensor divide(Tensor other) {
    return call("divide", () -> handle().div(other.handle()), this, other);
  }

  /** this / value. */
  public Tensor divide(double value) {
    return withScalar("divide", value, handle()::div, this);
  }

  /** this + a · b, element-wise with broadcasting, in one pass. */
  public Tensor addProduct(Tensor a, Tensor b) {
    return call("addProduct", () -> torch.addcmul(handle(), a.handle(), b.handle()), this, a, b);
  }

  /** -x. */
  public Tensor negate() {
    return call("negate", handle()::neg, this);
  }

  /** |x|. */
  public Tensor abs() {
    return call("abs", handle()::abs, this);
  }

  /** -1, 0 or 1. */
  public Tensor sign() {
    return call("sign", handle()::sign, this);
  }

  /** x². */
  public Tensor square() {
    return call("square", handle()::square, this);
  }

  /** √x. */
  public Tensor sqrt() {
    return call("sqrt", handle()::sqrt, this);
  }

  /** 1 / x. */
  public Tensor reciprocal() {
    return call("reciprocal", handle()::reciprocal, this);
  }

  /** eˣ. */
  public Tensor exp() {
    return call("exp", handle()::exp, this);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return call("log", handle()::log, this);
  }

  /** To the nearest integer, halves to even. */
  public Tensor round() {
    return call("round", handle()::round, this);
  }

  /** Kept inside [low, high]. */
  public Tensor clamp(double low, double high) {
    try (Scalar l = new Scalar(low);
        Scalar h = new Scalar(high);
        ScalarOptional lo = new ScalarOptional(l);
        ScalarOptional hi = new ScalarOptional(h)) {
      return call("clamp", () -> handle().clamp(lo, hi), this);
    }
  }

  /** Kept at or above {@code low}. */
  public Tensor atLeast(double low) {
    return clamp(low, Double.POSITIVE_INFINITY);
  }

  /** Where this is above the value: true. */
  public Tensor greaterThan(double value) {
    return withScalar("greaterThan", value, handle()::gt, this);
  }

  /** Element-wise equality. */
  public Tensor equalTo(Tensor other) {
    return call("equalTo", () -> handle().eq(other.handle()), this, other);
  }

  /** {@code yes} where this (BOOL) is true, else {@code no}. */
  public Tensor choose(Tensor yes, Tensor no) {
    return call("choose", () -> torch.where(handle(), yes.handle(), no.handle()), this, yes, no);
  }

  // ---------------------------------------------------------------- reductions

  /** Sum of everything, as a scalar. */
  public Tensor sum() {
    return call("sum", handle()::sum, this);
  }

  /** Sum over dimensions, which stay with size 1 if {@code keep}. */
  public Tensor sum(boolean keep, long... dimensions) {
    try (ScalarTypeOptional none = new ScalarTypeOptional()) {
      return call("sum", () -> handle().sum(dimensions, keep, none), this);
    }
  }

  /** Mean of everything, as a scalar. */
  public Tensor mean() {
    return call("mean", handle()::mean, this);
  }

  /** Mean over dimensions, which stay with size 1 if {@code keep}. */
  public Tensor mean(boolean keep, long... dimensions) {
    try (ScalarTypeOptional none = new ScalarTypeOptional()) {
      return call("mean", () -> handle().mean(dimensions, keep, none), this);
    }
  }

  /** Largest value over dimensions. */
  public Tensor max(boolean keep, long... dimensions) {
    return call("max", () -> handle().amax(dimensions, keep), this);
  }

  /** Index of the largest value along a dimension. */
  public Tensor argmax(int dimension) {
    try (LongOptional at = new LongOptional(dimension)) {
      return call("argmax", () -> handle().argmax(at, false), this);
    }
  }

  /** [N, ...] to [N]: sum of each sample's values. */
  public Tensor sumPerSample() {
    return flatten().sum(false, 1);
  }

  /** [N, ...] to [N]: L2 norm of each sample. Not differentiable at zero; see {@link #square}. */
  public Tensor normPerSample() {
    return flatten().square().sum(false, 1).sqrt();
  }

  /** [N] seen as [N, 1, ..., 1] with the rank of {@code like}, for broadcasting. */
  public Tensor perSampleLike(Tensor like) {
    long[] shape = new long[like.shape().length];
    Arrays.fill(shape, 1);
    shape[0] = size(0);
    return reshape(shape);
  }

  // ---------------------------------------------------------------- in place

  /** this ← this + factor · other. */
  public Tensor addScaledInPlace(Tensor other, double factor) {
    try (Scalar scalar = new Scalar(factor)) {
      return inPlace("addScaledInPlace", () -> handle().add_(other.handle(), scalar), other);
    }
  }

  /** this ← this · value. */
  public Tensor multiplyInPlace(double value) {
    try (Scalar scalar = new Scalar(value)) {
      return inPlace("multiplyInPlace", () -> handle().mul_(scalar), this);
    }
  }

  /** this ← values of other. */
  public Tensor copyFrom(Tensor other) {
    return inPlace("copyFrom", () -> handle().copy_(other.handle()), other);
  }

  Tensor inPlace(String operation, Supplier<org.bytedeco.pytorch.Tensor> work, Tensor other) {
    // The binding returns the very handle it was called on, so there is nothing to free here.
    org.bytedeco.pytorch.Tensor unused = guard(operation, work, List.of(this, other));
    return this;
  }

  @Override
  public String toString() {
    return handle == null ? "Tensor(closed)" : "Tensor(" + kind() + ", " + sizes() + ")";
  }
}
