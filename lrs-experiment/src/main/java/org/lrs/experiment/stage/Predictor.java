package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.ClassifierTarget;
import org.lrs.evaluate.Target;
import org.lrs.experiment.configuration.ModelSpec;
import org.lrs.experiment.plan.Stage;
import org.lrs.onnx.OnnxTarget;

/** A network that says what it sees: one of the targets, or a surrogate looked at from outside. */
public sealed interface Predictor {

  /** Name in results. */
  String name();

  /** All that the answers depend on besides {@link #inputs}. */
  Object parameters();

  /** Stages the network comes from. */
  List<Stage> inputs();

  /**
   * Opens it for images like these; the caller closes it.
   *
   * @param results folder of the result of each of the inputs
   */
  Target open(Function<Stage, Path> results, ImageDataset images);

  /** A surrogate, asked like a target. */
  record OfSurrogate(SurrogateSource source) implements Predictor {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Object parameters() {
      return source.parameters();
    }

    @Override
    public List<Stage> inputs() {
      return source.inputs();
    }

    @Override
    public Target open(Function<Stage, Path> results, ImageDataset images) {
      return new ClassifierTarget(source.name(), source.open(results, images));
    }
  }

  /** A target that is an ONNX file. */
  record OfOnnx(ModelSpec.Onnx spec, String fingerprint) implements Predictor {
    @Override
    public String name() {
      return spec.name();
    }

    @Override
    public Object parameters() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("onnx", fingerprint);
      all.put("layout", spec.layout());
      all.put("pixelRange", spec.pixelRange());
      all.put("channelOrder", spec.channelOrder());
      all.put("normalization", spec.normalization());
      return all;
    }

    @Override
    public List<Stage> inputs() {
      return List.of();
    }

    @Override
    public Target open(Function<Stage, Path> results, ImageDataset images) {
      return OnnxTarget.open(
          OnnxTarget.Settings.of(spec.name(), spec.file())
              .withLayout(spec.layout())
              .withPixelRange(spec.pixelRange())
              .withChannelOrder(spec.channelOrder())
              .withNormalization(spec.normalization().orElse(null)));
    }
  }
}
