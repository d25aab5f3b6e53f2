package org.lrs.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class DeviceTest {

  @Test
  void unknownDeviceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Device("gpu"))
        .withMessage("device must be 'cpu', 'cuda' or 'cuda:N', got 'gpu'");
  }

  @Test
  void cudaWithoutCudaSaysWhatToDo() {
    assumeFalse(torch.cuda_is_available(), "skipped: this machine has CUDA");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Device("cuda:0"))
        .withMessageContaining("no CUDA; use --device cpu");
  }

  @Test
  void movingToWhereItIsGivesTheSameTensor() {
    try (Scope scope = Scope.open()) {
      Tensor tensor = Tensor.full(0, 2);
      assertThat(tensor.to(Device.CPU)).isSameAs(tensor);
    }
  }

  @Test
  void atLeastOneThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Engine.threads(0))
        .withMessage("threads must lie in [1, 1024], got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Engine.threads(1_000_000));
    assertThat(Engine.threads()).isPositive();
    assertThat(Engine.version()).startsWith("libtorch ");
  }
}
