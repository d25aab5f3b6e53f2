package org.lrs.model;

import java.util.List;
import java.util.Optional;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Networks that mix patches and channels in turn by small perceptrons, with 4×4 patches: {@code
 * mixer-tiny} and {@code mixer-mini}, both of this project's choice of size.
 *
 * <p>Names are timm's ({@code stem.proj}, {@code blocks.0.mlp_tokens.fc1}, {@code head}).
 *
 * @see <a href="https://arxiv.org/abs/2105.01601">Tolstikhin et al. 2021</a>
 */
@Source(paper = MlpMixer.PAPER, at = "section 2")
final class MlpMixer implements Family.Listed {
  static final String PAPER =
      "Tolstikhin et al.: MLP-Mixer: An all-MLP Architecture for Vision, NeurIPS"
          + " 2021, arXiv 2105.01601";

  /** Width of tokens, number of blocks, hidden units over tokens and over channels. */
  private record Plan(int width, int depth, int tokenHidden, int channelHidden) {}

  @Override
  public List<Architecture> all() {
    return List.of(
        architecture("mixer-tiny", new Plan(192, 8, 96, 768)),
        architecture("mixer-mini", new Plan(64, 4, 32, 128)));
  }

  private static Architecture architecture(String name, Plan plan) {
    return new Architecture(
        name,
        PAPER,
        Optional.empty(),
        NameMap.PREFIXES_ONLY,
        (net, image, classes) -> build(net, image, classes, plan));
  }

  private static Value build(NetworkBuilder net, Value image, int classes, Plan plan) {
    Value patches = net.conv("stem.proj", image, plan.width(), 4, 4, 0, 1, true);
    Value x = net.tokens("stem.tokens", patches);
    for (int i = 0; i < plan.depth(); i++) {
      x = block(net, "blocks." + i, x, plan);
    }
    return net.linear("head", net.meanToken("mean", net.layerNorm("norm", x)), classes);
  }

  private static Value block(NetworkBuilder net, String name, Value x, Plan plan) {
    Value y = net.transpose(name + ".columns", net.layerNorm(name + ".norm1", x));
    y = Blocks.mlp(net, name + ".mlp_tokens", y, plan.tokenHidden());
    x = net.add(name + ".add1", x, net.transpose(name + ".rows", y));
    y = net.layerNorm(name + ".norm2", x);
    return net.add(
        name + ".add2", x, Blocks.mlp(net, name + ".mlp_channels", y, plan.channelHidden()));
  }
}
