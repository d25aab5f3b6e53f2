package org.lrs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMapTest {

  @ParameterizedTest
  @CsvSource({
    "resnet20-a,         module.layer1.0.conv1.weight,       layer1.0.conv1.weight",
    "resnet20-a,         state_dict.module.linear.bias,      linear.bias",
    "resnet20-b,         layer2.0.shortcut.0.weight,         layer2.0.downsample.0.weight",
    "resnet18,           layer2.0.downsample.1.running_mean, layer2.0.shortcut.1.running_mean",
    "resnet18,           fc.weight,                          linear.weight",
    "wrn-28-10,          block1.layer.0.shortcut.weight,     block1.layer.0.convShortcut.weight",
    "densenet40-k12-bc,  conv1.weight,                       features.0.weight",
    "densenet100-k12-bc, dense2.15.bn1.bias,      features.denseblock2.layers.15.bn1.bias",
    "densenet40-k12-bc,  trans1.bn1.weight,       features.transition1.bn.weight",
    "densenet40-k12-bc,  trans1.conv1.weight,     features.transition1.conv.weight",
    "densenet100-k12-bc, features.denseblock3.denselayer16.norm2.bias,"
        + " features.denseblock3.layers.15.bn2.bias",
    "densenet40-k12-bc,  features.transition2.norm.bias,     features.transition2.bn.bias",
    "squeezenet1.1,      conv0.weight,                       features.0.weight",
    "squeezenet1.1,      conv1.weight,                       features.3.squeeze.weight",
    "squeezenet1.1,      conv24.bias,                        features.12.expand3x3.bias",
    "squeezenet1.1,      conv25.weight,                      classifier.1.weight",
    "vit-mini,           cls_token,                          cls_token.token",
    "vit-mini,           pos_embed,                          pos_embed.embedding"
  })
  void publishedNameBecomesTheNetworks(String architecture, String published, String ours) {
    assertThat(Architectures.get(architecture).checkpointNames().rename(published)).isEqualTo(ours);
  }

  @Test
  void renamedEntriesKeepTheirOrder() {
    Map<String, Integer> published = new LinkedHashMap<>();
    published.put("module.fc.weight", 1);
    published.put("module.conv1.weight", 2);
    assertThat(Architectures.get("resnet20-a").checkpointNames().rename(published).keySet())
        .containsExactly("linear.weight", "conv1.weight");
  }

  @Test
  void twoEntriesForOneNameAreRefused() {
    Map<String, Integer> published = Map.of("fc.weight", 1, "linear.weight", 2);
    assertThatThrownBy(() -> Architectures.get("resnet20-a").checkpointNames().rename(published))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two tensors for 'linear.weight'");
  }
}
