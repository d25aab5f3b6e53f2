package org.lrs.format;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Python names of plain data that training scripts save beside weights. They are read past: nothing
 * is imported, called or kept. Functions that do anything, such as {@code eval}, and classes of the
 * user are not among them.
 */
final class InertNames {
  private InertNames() {}

  private static final List<Pattern> NAMES =
      Stream.of(
              "(__builtin__|builtins)\\.(bool|bytearray|bytes|complex|dict|float|frozenset|int|list"
                  + "|long|object|range|set|slice|str|tuple|unicode|xrange)",
              "_codecs\\.encode",
              "argparse\\.Namespace|types\\.SimpleNamespace",
              "collections\\.(Counter|deque)",
              "copy_?reg\\._reconstructor",
              "datetime\\.(date|datetime|time|timedelta|timezone)",
              "decimal\\.Decimal|fractions\\.Fraction|uuid\\.UUID|typing\\.Any",
              "pathlib(\\._local)?\\.(Pure)?(Posix|Windows)?Path",
              "numpy\\.(ndarray|dtype|bool_?|str_|bytes_|void|(u?int|float|complex)\\d+)",
              "numpy\\.dtypes\\.\\w+DType",
              "numpy\\._?core\\.(multiarray\\.(_reconstruct|scalar)|numeric\\._frombuffer)",
              "numpy\\.random\\.(\\w+\\.)?(__(randomstate|generator|bit_generator)_ctor|RandomState"
                  + "|Generator|MT19937|PCG64(DXSM)?|Philox|SFC64|(__pyx_unpickle_)?SeedSequence)",
              "torch\\.(Tensor|device|dtype|(b?float|u?int|q?u?int|complex)\\w*|bool|half|double|long"
                  + "|short|strided|sparse_\\w+|\\w+_format|channels_last\\w*|per_\\w+_affine\\w*)",
              "torch\\._tensor\\.Tensor|torch\\.nn\\.parameter\\.(Parameter|Buffer)",
              "torch\\.optim\\.(\\w+\\.)?[A-Z]\\w*",
              "torch\\.serialization\\._get_layout|torch\\.torch_version\\.TorchVersion",
              "(pytorch_lightning|lightning\\.pytorch)\\.utilities\\.parsing\\.AttributeDict",
              "(lightning_fabric|lightning\\.fabric)\\.utilities\\.data\\.AttributeDict",
              "easydict\\.EasyDict|yacs\\.config\\.CfgNode|fvcore\\.common\\.config\\.CfgNode",
              "omegaconf\\.(\\w+\\.)?[A-Z]\\w*")
          .map(Pattern::compile)
          .toList();

  /** Functions that make tensors of elements or layouts that are not read. */
  private static final Pattern TENSORS =
      Pattern.compile(
          "torch\\._utils\\._rebuild_(qtensor|sparse_\\w*tensor|nested_tensor|tensor_v3"
              + "|meta_tensor_no_storage|wrapper_subclass|device_tensor_from_\\w+)");

  /** Whether a name is one of plain data. */
  static boolean has(String name) {
    return NAMES.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  /** Whether a name is a function that makes a tensor that is not read. */
  static boolean makesTensor(String name) {
    return TENSORS.matcher(name).matches();
  }
}
