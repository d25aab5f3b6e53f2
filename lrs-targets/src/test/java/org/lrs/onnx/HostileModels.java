package org.lrs.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small ONNX files that were made to harm. */
final class HostileModels {
  private static final String DOMAIN = "deep";

  private HostileModels() {}

  /** A classifier of images of 3 × 4 × 5 with a loop of 2⁶³ − 1 rounds in it. */
  static byte[] endless() {
    TensorProto most = scalar("most", TensorProto.DataType.INT64, 8, Long.MAX_VALUE);
    TensorProto yes = scalar("yes", TensorProto.DataType.BOOL, 1, 1);
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(TestModels.value("round", TensorProto.DataType.INT64.getNumber()))
            .addInput(TestModels.value("on", TensorProto.DataType.BOOL.getNumber()))
            .addInput(TestModels.value("before", TestModels.FLOAT, -1, 60))
            .addNode(node("Identity", "still", "on"))
            .addNode(node("Abs", "after", "before"))
            .addOutput(TestModels.value("still", TensorProto.DataType.BOOL.getNumber()))
            .addOutput(TestModels.value("after", TestModels.FLOAT, -1, 60))
            .build();
    NodeProto loop =
        node("Loop", "logits", "most", "yes", "flat").toBuilder()
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("body")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(body))
            .build();
    return model(
            TestModels.input(TestModels.FLOAT, -1, 3, 4, 5)
                .node("Flatten", "flat", "images")
                .output("logits", TestModels.FLOAT, -1, 60)
                .bytes(),
            most,
            yes,
            loop)
        .toByteArray();
  }

  /**
   * A classifier whose output is made by a function that calls another one twice, and so on.
   *
   * @param depth number of functions; the last one calls the first one if {@code round}
   */
  static byte[] nested(int depth, boolean round) {
    ModelProto.Builder model =
        parsed(
            TestModels.input(TestModels.FLOAT, -1, 3, 4, 5)
                .node("Flatten", "flat", "images")
                .output("logits", TestModels.FLOAT, -1, 60)
                .bytes());
    model.getGraphBuilder().addNode(call(0, "logits", "flat"));
    for (int i = 0; i < depth; i++) {
      boolean last = i == depth - 1 && !round;
      int next = (i + 1) % depth;
      model.addFunctions(
          FunctionProto.newBuilder()
              .setName("f" + i)
              .setDomain(DOMAIN)
              .addInput("x")
              .addOutput("y")
              .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(12))
              .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(DOMAIN).setVersion(1))
              .addNode(last ? node("Abs", "z", "x") : call(next, "z", "x"))
              .addNode(last ? node("Abs", "y", "z") : call(next, "y", "z")));
    }
    return model
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(DOMAIN).setVersion(1))
        .build()
        .toByteArray();
  }

  private static NodeProto call(int function, String output, String input) {
    return node("f" + function, output, input).toBuilder().setDomain(DOMAIN).build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static TensorProto scalar(String name, TensorProto.DataType type, int bytes, long value) {
    ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(raw.array(), 0, bytes))
        .build();
  }

  private static ModelProto model(byte[] start, TensorProto a, TensorProto b, NodeProto node) {
    ModelProto.Builder model = parsed(start);
    model.getGraphBuilder().addInitializer(a).addInitializer(b).addNode(node);
    return model.build();
  }

  private static ModelProto.Builder parsed(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
