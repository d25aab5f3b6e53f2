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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.lrs.Range;
import org.lrs.data.Images;

/**
 * A loaded ONNX model with one image input and one output of scores; owns the native session.
 *
 * @param output declared type and shape of the scores; −1 where any size is allowed
 */
record OnnxModel(OrtEnvironment environment, OrtSession session, OnnxInput input, TensorInfo output)
    implements AutoCloseable {

  /**
   * Loads the file of the settings.
   *
   * @throws IllegalArgumentException if it is missing, not ONNX, or not an image classifier
   */
  static OnnxModel load(OnnxTarget.Settings settings) {
    Path path = settings.path();
    Range.require(
        Files.isRegularFile(path),
        describe(settings) + " must be a file, but there is none; check the path of the target");
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
      OrtSession session = environment.createSession(path.toString(), options);
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
    String what = describe(settings);
    TensorInfo images = only(session.getInputInfo(), what, "input", "the image");
    TensorInfo scores = only(session.getOutputInfo(), what, "output", "the scores of the classes");
    OnnxInput input = OnnxInput.of(what, images, settings.layout());
    Range.require(
        scores.type == OnnxJavaType.FLOAT || scores.type == OnnxJavaType.FLOAT16,
        what + " gives " + scores.type + ", but scores must be FLOAT or FLOAT16");
    return new OnnxModel(environment, session, input, scores);
  }

  /**
   * Runs the model on encoded images.
   *
   * @param pixels the encoded images, a whole batch
   * @param size gives the height and width where the model leaves them open
   * @return all outputs, flat
   */
  float[] run(ByteBuffer pixels, Images size) throws OrtException {
    long[] shape = input.shape(pixels.remaining(), size);
    try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, shape, input.type());
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), images))) {
      FloatBuffer flat = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] scores = new float[flat.remaining()];
      flat.get(scores);
      return scores;
    }
  }

  /** The runtime's own words about a failure, first line only, without codes and source files. */
  static String reason(OrtException e) {
    String text = e.getMessage().strip().lines().findFirst().orElse("no reason given");
    text = text.replaceFirst("^Error code - \\w+ - message: ", "");
    text = text.replaceFirst("^Load model from .*? failed: ?", "");
    text = text.replaceFirst("^.*?\\.(cc|h):\\d+ .*?\\) ", "");
    return text.length() <= 300 ? text : text.substring(0, 300) + " ...";
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("an ONNX session could not be closed: " + reason(e), e);
    }
  }

  private static String describe(OnnxTarget.Settings settings) {
    return "target '" + settings.name() + "': " + settings.path();
  }

  private static TensorInfo only(
      Map<String, NodeInfo> nodes, String what, String kind, String meaning) {
    Range.require(
        nodes.size() == 1,
        "%s has %d %ss %s, but a target needs exactly one, %s; export it with that one only"
            .formatted(what, nodes.size(), kind, nodes.keySet(), meaning));
    NodeInfo node = nodes.values().iterator().next();
    if (node.getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw new IllegalArgumentException(
        "%s has an %s '%s' that is not a tensor".formatted(what, kind, node.getName()));
  }

  private static IllegalArgumentException notLoadable(
      OnnxTarget.Settings settings, OrtException e) {
    String what = describe(settings);
    String reason = reason(e);
    if (reason.contains("Protobuf parsing failed") || reason.contains("does not have a graph")) {
      return new IllegalArgumentException(
          what
              + " is not an ONNX model or is truncated ("
              + settings.path().toFile().length()
              + " bytes)",
          e);
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
