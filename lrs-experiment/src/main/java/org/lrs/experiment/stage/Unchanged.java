package org.lrs.experiment.stage;

import java.util.ArrayList;
import java.util.List;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.LinfBall;

/**
 * Clean images through the same steps as adversarial ones: to tensors, into a ball of 0, to 8 bit.
 */
final class Unchanged {

  private static final int BATCH = 200;

  private Unchanged() {}

  static Images of(ImageDataset clean) {
    LinfBall point = new LinfBall(0);
    Images like = clean.images();
    List<Images> parts = new ArrayList<>();
    for (int from = 0; from < clean.size(); from += BATCH) {
      int to = Math.min(from + BATCH, clean.size());
      try (Scope scope = Scope.open()) {
        Tensor images = ImageBatch.range(clean, from, to).images();
        byte[] pixels = point.quantize(point.project(images, images), images).toByteArray();
        parts.add(Images.of(pixels, to - from, like.channels(), like.height(), like.width()));
      }
    }
    return Images.concat(parts);
  }
}
