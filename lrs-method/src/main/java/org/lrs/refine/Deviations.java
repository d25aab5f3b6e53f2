package org.lrs.refine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.tensor.Tensor;

/**
 * Files with the deviations of the last networks taken from the mean of their moment.
 *
 * <p>How many will be taken is known from the start, so each file is written once and none has to
 * make room. A run that resumes from a checkpoint writes the same bytes again.
 *
 * @param folder where they are kept
 * @param rank how many of the last ones are kept
 * @param all number of networks that the whole run takes
 */
record Deviations(Path folder, int rank, int all) {

  /** Number of the first one that is kept, from 1. */
  int first() {
    return Math.max(1, all - rank + 1);
  }

  /** How many there are when the run is over. */
  int count() {
    return all - first() + 1;
  }

  /** Writes those of a network, if it is among the last. */
  void write(int number, Map<String, Tensor> deviation) {
    if (number < first()) {
      return;
    }
    Map<String, HostTensor> host = new LinkedHashMap<>();
    deviation.forEach((name, tensor) -> host.put(name, Checkpoint.host(tensor)));
    Checkpoint.replace(file(number), host, Map.of());
  }

  /** Reads those of a network. */
  Map<String, HostTensor> read(int number) {
    return Safetensors.read(file(number));
  }

  private Path file(int number) {
    return folder.resolve("deviation-" + number + ".safetensors");
  }
}
