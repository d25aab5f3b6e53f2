package org.lrs.model;

import java.util.Map;
import org.lrs.data.Normalization;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.testkit.Shared;

/** Published networks and golden values out of the optional shared data. */
public final class PublishedModels {
  private PublishedModels() {}

  /** A CIFAR-10 ResNet-20 with shortcut A; the caller closes it. */
  public static Classifier resnet20() {
    InputShape input = new InputShape(3, 32, 32);
    Network network = Architectures.get("resnet20-a").build(input, 10);
    Map<String, HostTensor> weights =
        Safetensors.read(Shared.path("models/cifar10/akamaster_resnet20/model.safetensors"));
    return new Classifier(
        "resnet20",
        network,
        StateDict.of(network, weights, "akamaster_resnet20"),
        new Normalization(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225}),
        input,
        10);
  }

  /** Reference values for 8 images on {@link #resnet20}. */
  public static Map<String, HostTensor> golden() {
    return Safetensors.read(Shared.path("reference/golden/resnet20.safetensors"));
  }
}
