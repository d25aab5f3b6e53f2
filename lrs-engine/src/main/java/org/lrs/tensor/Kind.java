package org.lrs.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/** Element type of a {@link Tensor}. */
public enum Kind {
  FLOAT32(torch.ScalarType.Float),
  FLOAT64(torch.ScalarType.Double),
  INT64(torch.ScalarType.Long),
  UINT8(torch.ScalarType.Byte),
  BOOL(torch.ScalarType.Bool);

  final torch.ScalarType type;

  Kind(torch.ScalarType type) {
    this.type = type;
  }

  static Kind of(torch.ScalarType type) {
    torch.ScalarType wanted = type.intern();
    return Arrays.stream(values())
        .filter(kind -> kind.type == wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unsupported element type " + wanted));
  }
}
