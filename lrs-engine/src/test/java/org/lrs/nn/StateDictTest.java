package org.lrs.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.format.HostTensor;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class StateDictTest {
  private static final Network NETWORK = SmallNetworks.build("plain");

  private static Map<String, HostTensor> host() {
    try (StateDict numbers = SmallNetworks.numbers(NETWORK, Rng.of(1))) {
      return new LinkedHashMap<>(numbers.toHost());
    }
  }

  @Test
  void mismatchListsWhatIsMissingUnexpectedAndOfAnotherShape() {
    Map<String, HostTensor> host = host();
    host.remove("c1.weight");
    host.put("extra.weight", HostTensor.of(new float[1], 1));
    host.put("fc.bias", HostTensor.of(new float[7], 7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateDict.of(NETWORK, host, "weights.pt"))
        .withMessage(
            "weights.pt does not fit the architecture: missing: c1.weight; unexpected:"
                + " extra.weight; of another shape: fc.bias [7] instead of [5]; check the"
                + " architecture's name, its number of classes and the input's channels");
  }

  @Test
  void longListsAreCutAndCounted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateDict.of(NETWORK, Map.of(), "empty.pt"))
        .withMessageContaining(
            "missing: c1.weight, c1.bn.weight, c1.bn.bias, c1.bn.running_mean, ... (13 in all)");
  }

  @Test
  void countersOfBatchNormalisationAreLeftOut() {
    Map<String, HostTensor> host = host();
    host.put("c1.bn.num_batches_tracked", HostTensor.of(new float[1], 1));
    try (StateDict numbers = StateDict.of(NETWORK, host, "weights.pt")) {
      assertThat(numbers.names()).doesNotContain("c1.bn.num_batches_tracked").hasSize(13);
    }
  }

  @Test
  void countersOfAveragesAreLeftOut() {
    Map<String, HostTensor> host = host();
    host.put("n_averaged", HostTensor.of(new long[] {5}));
    StateDict.of(NETWORK, host, "weights.pt").close();
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedWithItsTensor() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Map<String, HostTensor> host = host();
      float[] bias = new float[5];
      bias[3] = value;
      host.put("fc.bias", HostTensor.of(bias, 5));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StateDict.of(NETWORK, host, "weights.pt"))
          .withMessage(
              "weights.pt: the tensor 'fc.bias' has %s at place 3; the training diverged, or the"
                      .formatted(value)
                  + " file is damaged");
    }
  }

  @Test
  void aNegativeVarianceIsRefused() {
    Map<String, HostTensor> host = host();
    int channels = (int) host.get("c1.bn.running_var").count();
    float[] variance = new float[channels];
    variance[0] = -1;
    host.put("c1.bn.running_var", HostTensor.of(variance, channels));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateDict.of(NETWORK, host, "weights.pt"))
        .withMessageContaining("'c1.bn.running_var' has the variance -1.0 at place 0");
  }

  @Test
  void quantisedWeightsAreRefused() {
    Map<String, HostTensor> host = host();
    host.put("fc.bias", HostTensor.of(new byte[5], 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateDict.of(NETWORK, host, "weights.pt"))
        .withMessage(
            "weights.pt: the tensor 'fc.bias' has integers (U8); quantised weights need their"
                + " scale, save them as floats");
  }

  @Test
  void copyHasMemoryOfItsOwn() {
    try (Scope scope = Scope.open();
        StateDict numbers = SmallNetworks.numbers(NETWORK, Rng.of(1));
        StateDict copy = numbers.copy()) {
      float[] before = numbers.get("fc.weight").toFloatArray();
      numbers.get("fc.weight").multiplyInPlace(2);
      assertThat(copy.get("fc.weight").toFloatArray()).isEqualTo(before);
      numbers.copyFrom(copy);
      assertThat(numbers.get("fc.weight").toFloatArray()).isEqualTo(before);
    }
  }

  @Test
  void runningStatisticsAreNotTrained() {
    try (StateDict numbers = SmallNetworks.numbers(NETWORK, Rng.of(1))) {
      List<Tensor> trained = numbers.trainable(NETWORK, false);
      assertThat(trained).hasSize(9).doesNotContain(numbers.get("c1.bn.running_mean"));
    }
  }

  @Test
  void freshNumbersDependOnSeedAndNameAlone() {
    try (StateDict first = StateDict.initialise(NETWORK, Rng.of(1));
        StateDict again = StateDict.initialise(NETWORK, Rng.of(1));
        StateDict other = StateDict.initialise(NETWORK, Rng.of(2))) {
      float[] weight = first.get("c1.weight").toFloatArray();
      assertThat(again.get("c1.weight").toFloatArray()).isEqualTo(weight);
      assertThat(other.get("c1.weight").toFloatArray()).isNotEqualTo(weight);
      assertThat(first.get("c1.bn.running_var").toFloatArray()).containsOnly(1);
    }
  }

  @Test
  void unknownNameIsRefused() {
    try (StateDict numbers = SmallNetworks.numbers(NETWORK, Rng.of(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> numbers.get("nothing"))
          .withMessage("no parameter is named 'nothing'");
    }
  }
}
