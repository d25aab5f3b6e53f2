package org.lrs.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.lrs.Range;
import org.lrs.data.Images;
import org.lrs.text.Foreign;

/**
 * A loaded ONNX model with one image input and one output of scores; owns the native session.
 *
 * @param what the target and its file, for messages
 * @param output declared type and shape of the scores; −1 where any size is allowed
 */
record OnnxModel(
    String what, OrtEnvironment environment, OrtSession session, OnnxInput input, TensorInfo output)
    implements AutoCloseable {

  private static final int LONGEST_REASON = 300;

  /**
   * Loads the file of the settings.
   *
   * @throws IllegalArgumentException if it is missing, not ONNX, or not an image classifier
   */
  static OnnxModel load(OnnxTarget.Settings settings) {
    OnnxFile.check(settings);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      // Idle threads would spin on cores that the rest of an experiment needs.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // A failure arrives as an exception; printed as well it would appear twice.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      OrtSession session = environment.createSession(settings.path().toString(), options);
      try {
        return of(environment, session, settings);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw notLoadable(settings, e);
    }
  }

  private static OnnxModel of(
      OrtEnvironment environment, OrtSession session, OnnxTarget.Settings settings)
      throws OrtException {
    String what = OnnxFile.describe(settings);
    TensorInfo images = only(session.getInputInfo(), what, "input", "the image");
    TensorInfo scores = only(session.getOutputInfo(), what, "output", "the scores of the classes");
    OnnxInput input = OnnxInput.of(what, images, settings.layout());
    Range.require(
        scores.type == OnnxJavaType.FLOAT || scores.type == OnnxJavaType.FLOAT16,
        what + " gives " + scores.type + ", but scores must be FLOAT or FLOAT16");
    return new OnnxModel(what, environment, session, input, scores);
  }

  /**
   * Runs the model on encoded images.
   *
   * @param pixels the encoded images, a whole batch
   * @param size gives the height and width where the model leaves them open
   * @param longest time after which the run is ended
   * @return all outputs, flat
   */
  float[] run(ByteBuffer pixels, Images size, Duration longest) throws OrtException {
    long[] shape = input.shape(pixels.remaining(), size);
    try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, shape, input.type());
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        TimeLimit limit = new TimeLimit(longest, () -> terminate(options))) {
      String name = session.getInputNames().iterator().next();
      return run(Map.of(name, images), options, limit, shape[0]);
    }
  }

  private float[] run(
      Map<String, OnnxTensor> images, OrtSession.RunOptions options, TimeLimit limit, long rows)
      throws OrtException {
    try (OrtSession.Result result = session.run(images, options)) {
      OnnxTensor tensor = (OnnxTensor) result.get(0);
      requireScores(tensor.getInfo().getShape(), rows);
      FloatBuffer flat = tensor.getFloatBuffer();
      float[] scores = new float[flat.remaining()];
      flat.get(scores);
      return scores;
    } catch (OrtException e) {
      throw limit.isOver() ? new OrtException("it takes too long") : e;
    }
  }

  /**
   * Checks that an output has one dimension of classes, besides the images of a batch.
   *
   * @param shape declared, or that of an answer
   * @throws IllegalArgumentException if it has more, as the output of a segmentation has
   */
  void requireScores(long[] shape, long rows) {
    long[] each = shape.length > 1 && (shape[0] == rows || shape[0] < 1) ? tail(shape) : shape;
    Range.require(
        Arrays.stream(each).filter(size -> size != 1).count() <= 1,
        "%s gives %s, but a classifier gives one score per class, [N, classes]"
            .formatted(what, Arrays.toString(shape)));
  }

  private static long[] tail(long[] shape) {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  private static void terminate(OrtSession.RunOptions run) {
    try {
      run.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException(reason(e), e);
    }
  }

  /** The runtime's own words about a failure, first line only, without codes and source files. */
  static String reason(OrtException e) {
    String text = e.getMessage().strip().lines().findFirst().orElse("no reason given");
    text = text.replaceFirst("^Error code - \\w+ - message: ", "");
    text = text.replaceFirst("^Load model from .*? failed: ?", "");
    text = text.replaceFirst("^.*?\\.(cc|h):\\d+ .*?\\) ", "");
    return Foreign.text(text, LONGEST_REASON);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("an ONNX session could not be closed: " + reason(e), e);
    }
  }

  private static TensorInfo only(
      Map<String, NodeInfo> nodes, String what, String kind, String meaning) {
    Range.require(
        nodes.size() == 1,
        "%s has %s %ss %s, but a target needs exactly one, %s; export it with that one only"
            .formatted(what, nodes.size(), kind, Foreign.text(nodes.keySet().toString()), meaning));
    NodeInfo node = nodes.values().iterator().next();
    if (node.getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw new IllegalArgumentException(
        "%s has an %s '%s' that is not a tensor"
            .formatted(what, kind, Foreign.text(node.getName())));
  }

  private static IllegalArgumentException notLoadable(
      OnnxTarget.Settings settings, OrtException e) {
    String what = OnnxFile.describe(settings);
    String reason = reason(e);
    if (reason.contains("Protobuf parsing failed") || reason.contains("does not have a graph")) {
      return OnnxFile.notOnnx(settings, e);
    }
    if (reason.toLowerCase(Locale.ROOT).contains("external")) {
      return new IllegalArgumentException(
          what
              + " keeps weights in a second file, which must lie beside it complete: "
              + reason.replaceFirst("\\w+\\.cc:\\d+ \\w+ ", ""),
          e);
    }
    return new IllegalArgumentException(what + " cannot be loaded: " + reason, e);
  }
}
