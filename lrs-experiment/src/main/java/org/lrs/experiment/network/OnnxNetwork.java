package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.Records;
import org.lrs.data.ImageDataset;
import org.lrs.data.Normalization;
import org.lrs.evaluate.Target;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.HashedFile;
import org.lrs.onnx.IsolatedTarget;
import org.lrs.onnx.OnnxTarget;

/**
 * An ONNX file, which gives no gradients: can be a target only.
 *
 * @param name name in results
 * @param file the ONNX file
 * @param layout order of the input's dimensions
 * @param pixelRange range of the pixels before normalisation
 * @param channelOrder order of the colours
 * @param normalization mean and standard deviation of each channel; empty if the network normalises
 *     by itself
 * @param isolation where it runs, which changes no result
 */
public record OnnxNetwork(
    String name,
    HashedFile file,
    OnnxTarget.Layout layout,
    OnnxTarget.PixelRange pixelRange,
    OnnxTarget.ChannelOrder channelOrder,
    Optional<Normalization> normalization,
    OnnxTarget.Isolation isolation)
    implements NetworkRef {

  /** A file of the usual form: pixels in [0, 1], red first, layout as the file says. */
  public OnnxNetwork(String name, Path file, Optional<Normalization> normalization) {
    this(
        name,
        new HashedFile(file),
        OnnxTarget.Layout.AUTO,
        OnnxTarget.PixelRange.UNIT,
        OnnxTarget.ChannelOrder.RGB,
        normalization,
        OnnxTarget.Isolation.PROCESS);
  }

  @Override
  public OnnxNetwork called(String other) {
    return Records.with(this, Map.of("name", other));
  }

  /** The same network run elsewhere. */
  public OnnxNetwork isolated(OnnxTarget.Isolation other) {
    return Records.with(this, Map.of("isolation", other));
  }

  @Override
  public String kind() {
    return "onnx";
  }

  @Override
  public Object digest() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("onnx", file.digest());
    all.put("layout", layout);
    all.put("pixelRange", pixelRange);
    all.put("channelOrder", channelOrder);
    all.put("normalization", normalization);
    return all;
  }

  @Override
  public List<HashedFile> files() {
    return List.of(file);
  }

  @Override
  public Target openTarget(Function<Stage<?>, Path> results, ImageDataset images) {
    OnnxTarget.Settings settings =
        new OnnxTarget.Settings(
            name, file.path(), layout, pixelRange, normalization.orElse(null), channelOrder);
    return switch (isolation) {
      case PROCESS -> IsolatedTarget.open(settings, images.images());
      case NONE -> OnnxTarget.open(settings);
    };
  }
}
