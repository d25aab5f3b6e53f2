package org.lrs.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lrs.format.HostTensor;

/** Compares what a network needs with what a checkpoint holds. */
final class Mismatch {
  private static final int SHOWN = 4;

  private Mismatch() {}

  static void require(List<ParameterSpec> wanted, Map<String, HostTensor> found, String origin) {
    Set<String> names = wanted.stream().map(ParameterSpec::name).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    for (ParameterSpec spec : wanted) {
      HostTensor tensor = found.get(spec.name());
      if (tensor == null) {
        missing.add(spec.name());
      } else if (!Arrays.equals(tensor.shape(), spec.shape())) {
        String shape = Arrays.toString(tensor.shape());
        reshaped.add(spec.name() + " " + shape + " instead of " + Arrays.toString(spec.shape()));
      }
    }
    List<String> unexpected =
        found.keySet().stream()
            .filter(name -> !names.contains(name) && !name.endsWith("num_batches_tracked"))
            .toList();
    if (!missing.isEmpty() || !reshaped.isEmpty() || !unexpected.isEmpty()) {
      throw new IllegalArgumentException(
          origin
              + " does not fit the architecture:"
              + listed("missing", missing)
              + listed("unexpected", unexpected)
              + listed("of another shape", reshaped)
              + " check the architecture's name, its number of classes and the input's channels");
    }
  }

  private static String listed(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String rest = names.size() > SHOWN ? ", ... (" + names.size() + " in all)" : "";
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return " " + what + ": " + shown + rest + ";";
  }
}
