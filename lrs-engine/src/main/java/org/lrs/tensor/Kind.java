package org.lrs.tensor;

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
    for (Kind kind : values()) {
      if (kind.type == wanted) {
        return kind;
      }
    }
    throw new IllegalStateException("unsupported element type " + wanted);
  }
}
