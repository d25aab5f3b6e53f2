package org.lrs.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lrs.data.Images;
import org.lrs.onnx.OnnxTarget.ChannelOrder;
import org.lrs.onnx.OnnxTarget.Layout;
import org.lrs.onnx.OnnxTarget.PixelRange;
import org.lrs.onnx.OnnxTarget.Settings;
import org.lrs.tensor.Rng;

/**
 * Small ONNX classifiers made in the test.
 *
 * <p>Each flattens its input and multiplies it by {@link #weight}, so that its logits can be
 * computed by hand: logit k = Σᵥ input[v] · weight(v, k), v in the order of the model's own input.
 */
final class TestModels {
  static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  static final int FLOAT16 = TensorProto.DataType.FLOAT16.getNumber();
  static final int UINT8 = TensorProto.DataType.UINT8.getNumber();
  static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  private TestModels() {}

  /** The weight of input value {@code v} for class {@code k}: small, and unlike its neighbours. */
  static double weight(int v, int k) {
    return ((v * 31 + k * 17) % 101 - 50) / 512.0;
  }

  /** An empty graph with one input {@code images}. */
  static TestModels input(int type, long... shape) {
    return new TestModels().addInput("images", type, shape);
  }

  /** A whole linear classifier of float images; a size of −1 is left open. */
  static TestModels linear(int values, int classes, long... shape) {
    return input(FLOAT, shape)
        .node("Flatten", "flat", "images")
        .weights(values, classes)
        .node("MatMul", "logits", "flat", "weights")
        .output("logits", FLOAT, shape[0], classes);
  }

  TestModels addInput(String name, int type, long... shape) {
    graph.addInput(value(name, type, shape));
    return this;
  }

  TestModels output(String name, int type, long... shape) {
    graph.addOutput(value(name, type, shape));
    return this;
  }

  TestModels node(String operator, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operator).addOutput(output).addAllInput(List.of(inputs)));
    return this;
  }

  TestModels castToFloat(String output, String input) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addOutput(output)
            .addInput(input)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(FLOAT)));
    return this;
  }

  TestModels weights(int values, int classes) {
    TensorProto.Builder tensor = tensor("weights", FLOAT, values, classes);
    for (int v = 0; v < values; v++) {
      for (int k = 0; k < classes; k++) {
        tensor.addFloatData((float) weight(v, k));
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  TestModels weightsInFile(String file, int values, int classes) {
    graph.addInitializer(
        tensor("weights", FLOAT, values, classes)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue(file)));
    return this;
  }

  TestModels integers(String name, long... values) {
    TensorProto.Builder tensor =
        tensor(name, TensorProto.DataType.INT64.getNumber(), values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(12))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  Path write(Path folder) {
    try {
      return Files.write(folder.resolve("model.onnx"), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TensorProto.Builder tensor(String name, int type, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor;
  }

  static ValueInfoProto value(String name, int type, long... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (long size : shape) {
      var dim = TensorShapeProto.Dimension.newBuilder();
      dims.addDim(size < 0 ? dim.setDimParam("any" + dims.getDimCount()) : dim.setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(dims)))
        .build();
  }

  /** RGB pixels of 0 to 1, no normalisation, layout found. */
  static Settings settings(String name, Path path) {
    return new Settings(name, path, Layout.AUTO, PixelRange.UNIT, null, ChannelOrder.RGB);
  }

  /** {@code count} images of noise. */
  static Images noise(int count, int channels, int height, int width) {
    byte[] pixels = new byte[count * channels * height * width];
    Rng rng = Rng.of(7);
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (byte) rng.nextInt(256);
    }
    return new Images(pixels, count, channels, height, width);
  }
}
