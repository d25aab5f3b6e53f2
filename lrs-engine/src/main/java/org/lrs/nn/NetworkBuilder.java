package org.lrs.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Builds a {@link Network} layer by layer, keeping track of shapes.
 *
 * <pre>{@code
 * NetworkBuilder net = new NetworkBuilder();
 * Value x = net.input(3, 32, 32);
 * x = net.relu("relu1", net.batchNorm("bn1", net.conv("conv1", x, 16, 3, 1, 1)));
 * x = net.linear("fc", net.globalAverage("pool", x), 10);
 * Network network = net.build();
 * }</pre>
 *
 * <p>Names are those of the checkpoint to be read: parameters of {@code conv1} are {@code
 * conv1.weight} and so on.
 */
public final class NetworkBuilder {
  /**
   * A value in the graph under construction.
   *
   * @param channels C of [N, C, H, W]; features of [N, C]; width of tokens [N, T, C]
   * @param height H; T for tokens; 1 for features
   */
  public record Value(int index, int channels, int height, int width) {}

  private final List<Network.Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** The image batch. Call once, first. */
  public Value input(int channels, int height, int width) {
    return new Value(0, channels, height, width);
  }

  /** The finished network; the last layer added is its output. */
  public Network build() {
    return new Network(nodes);
  }

  private Value append(
      String name, Layer layer, int channels, int height, int width, Value... inputs) {
    Range.require(names.add(name), "two layers are named '" + name + "'");
    Range.require(
        height >= 1 && width >= 1,
        "layer '%s' would give an empty image (%sx%s); the input is too small for this architecture"
            .formatted(name, height, width));
    nodes.add(new Network.Node(name, layer, Stream.of(inputs).map(Value::index).toList()));
    return new Value(nodes.size(), channels, height, width);
  }

  /** Convolution without bias. */
  public Value conv(String name, Value x, int outputs, int kernel, int stride, int padding) {
    return conv(name, x, outputs, kernel, stride, padding, 1, false);
  }

  /** Convolution. */
  public Value conv(
      String name,
      Value x,
      int outputs,
      int kernel,
      int stride,
      int padding,
      int groups,
      boolean bias) {
    Layer layer = new Convolution(x.channels(), outputs, kernel, stride, padding, groups, bias);
    return windows(name, layer, outputs, kernel, stride, 2 * padding, x);
  }

  /** Batch normalisation. */
  public Value batchNorm(String name, Value x) {
    return same(name, new BatchNorm(x.channels()), x);
  }

  /** max(0, x). */
  public Value relu(String name, Value x) {
    return same(name, new Simple.Relu(), x);
  }

  /** min(max(0, x), 6). */
  public Value relu6(String name, Value x) {
    Simple.Activation layer = NeuralOps::relu6;
    return same(name, layer, x);
  }

  /** x · Φ(x). */
  public Value gelu(String name, Value x) {
    Simple.Activation layer = NeuralOps::gelu;
    return same(name, layer, x);
  }

  /** a + b. */
  public Value add(String name, Value a, Value b) {
    Range.require(
        a.channels() == b.channels() && a.height() == b.height() && a.width() == b.width(),
        "'" + name + "' adds different shapes: " + a + ", " + b);
    return append(name, new Simple.Add(), a.channels(), a.height(), a.width(), a, b);
  }

  /** Channels one after the other. */
  public Value concat(String name, Value... parts) {
    int channels = Stream.of(parts).mapToInt(Value::channels).sum();
    return append(name, new Simple.Concat(), channels, parts[0].height(), parts[0].width(), parts);
  }

  /** A range of channels. */
  public Value channels(String name, Value x, int start, int count) {
    Layer.Unary layer = in -> in.narrow(1, start, count);
    return append(name, layer, count, x.height(), x.width(), x);
  }

  /** Shortcut A: every {@code stride}-th pixel, zero channels added evenly on both sides. */
  public Value subsamplePad(String name, Value x, int outputs, int stride) {
    int before = (outputs - x.channels()) / 2;
    int after = outputs - x.channels() - before;
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    return append(name, new Simple.SubsamplePad(stride, before, after), outputs, height, width, x);
  }

  /** Channels interleaved over groups. */
  public Value channelShuffle(String name, Value x, int groups) {
    Layer.Unary layer = in -> NeuralOps.channelShuffle(in, groups);
    return same(name, layer, x);
  }

  /** Largest value of windows, sizes rounded down. */
  public Value maxPool(String name, Value x, int kernel, int stride, int padding) {
    return maxPool(name, x, kernel, stride, padding, false);
  }

  /** Largest value of windows; with {@code ceil}, sizes are rounded up. */
  public Value maxPool(String name, Value x, int kernel, int stride, int padding, boolean ceil) {
    int extra = ceil ? stride - 1 : 0;
    Layer layer = new Simple.MaxPool(kernel, stride, padding, ceil);
    return windows(name, layer, x.channels(), kernel, stride, 2 * padding + extra, x);
  }

  /** Mean of windows. */
  public Value averagePool(String name, Value x, int kernel, int stride, int padding) {
    Layer.Unary layer = in -> NeuralOps.averagePool(in, kernel, stride, padding);
    return windows(name, layer, x.channels(), kernel, stride, 2 * padding, x);
  }

  /** Mean over the image: [N, C, H, W] to [N, C]. */
  public Value globalAverage(String name, Value x) {
    return append(name, new Simple.GlobalAverage(), x.channels(), 1, 1, x);
  }

  /** [N, C, H, W] to [N, C·H·W]. */
  public Value flatten(String name, Value x) {
    Layer.Unary layer = Tensor::flatten;
    return append(name, layer, x.channels() * x.height() * x.width(), 1, 1, x);
  }

  /** Linear layer over features or over the width of tokens. */
  public Value linear(String name, Value x, int outputs) {
    return append(name, new Linear(x.channels(), outputs), outputs, x.height(), x.width(), x);
  }

  /** [N, D, H, W] to tokens [N, H·W, D]. */
  public Value tokens(String name, Value x) {
    Layer.Unary layer = in -> in.reshape(in.size(0), in.size(1), -1).permute(0, 2, 1);
    return append(name, layer, x.channels(), x.height() * x.width(), 1, x);
  }

  /** A learned token in front of the others. */
  public Value classToken(String name, Value x) {
    return append(name, Tokens.classToken(x.channels()), x.channels(), x.height() + 1, 1, x);
  }

  /** A learned vector added to each position. */
  public Value position(String name, Value x) {
    return same(name, Tokens.position(x.height(), x.channels()), x);
  }

  /** Normalisation over the width of tokens. */
  public Value layerNorm(String name, Value x) {
    return same(name, Tokens.layerNorm(x.channels()), x);
  }

  /** Multi-head self-attention. */
  public Value attention(String name, Value x, int heads) {
    return same(name, Tokens.attention(x.channels(), heads), x);
  }

  /** Tokens [N, T, D] as [N, D, T]. */
  public Value transpose(String name, Value x) {
    Layer.Unary layer = in -> in.permute(0, 2, 1);
    return append(name, layer, x.height(), x.channels(), 1, x);
  }

  /** Mean of the tokens. */
  public Value meanToken(String name, Value x) {
    Layer.Unary layer = in -> in.mean(false, 1);
    return append(name, layer, x.channels(), 1, 1, x);
  }

  /** The first token. */
  public Value firstToken(String name, Value x) {
    Layer.Unary layer = in -> in.narrow(1, 0, 1).reshape(in.size(0), -1);
    return append(name, layer, x.channels(), 1, 1, x);
  }

  // One value of each channel for each place of a window; added is what padding adds to a side.
  private Value windows(
      String name, Layer layer, int channels, int kernel, int stride, int added, Value x) {
    int height = Math.floorDiv(x.height() + added - kernel, stride) + 1;
    int width = Math.floorDiv(x.width() + added - kernel, stride) + 1;
    return append(name, layer, channels, height, width, x);
  }

  private Value same(String name, Layer layer, Value x) {
    return append(name, layer, x.channels(), x.height(), x.width(), x);
  }
}
