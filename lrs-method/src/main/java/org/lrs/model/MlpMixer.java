package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Networks that mix patches and channels in turn by small perceptrons, with 4×4 patches: {@code
 * mixer-tiny} and {@code mixer-mini}, both of this project's choice of size.
 *
 * <p>Names are timm's ({@code stem.proj}, {@code blocks.0.mlp_tokens.fc1}, {@code head}).
 */
@Source(paper = MlpMixer.PAPER, at = "section 2")
final class MlpMixer implements Family.Listed {
  static final String PAPER =
      "Tolstikhin et al.: MLP-Mixer: An all-MLP Architecture for Vision, NeurIPS"
          + " 2021, arXiv 2105.01601";

  @Override
  public List<Architecture> all() {
    return List.of(
        new Architecture("mixer-tiny", PAPER, new Plan(192, 8, 96, 768)),
        new Architecture("mixer-mini", PAPER, new Plan(64, 4, 32, 128)));
  }

  /** Width of tokens, number of blocks, hidden units over tokens and over channels. */
  private record Plan(int width, int depth, int tokenHidden, int channelHidden)
      implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value x = net.tokens("stem.tokens", net.conv("stem.proj", image, width, 4, 4, 0, 1, true));
      for (int i = 0; i < depth; i++) {
        x = block(net, "blocks." + i, x);
      }
      return net.linear("head", net.meanToken("mean", net.layerNorm("norm", x)), classes);
    }

    private Value block(NetworkBuilder net, String name, Value x) {
      Value y = net.transpose(name + ".columns", net.layerNorm(name + ".norm1", x));
      y = Blocks.mlp(net, name + ".mlp_tokens", y, tokenHidden);
      Value middle = net.add(name + ".add1", x, net.transpose(name + ".rows", y));
      y = net.layerNorm(name + ".norm2", middle);
      y = Blocks.mlp(net, name + ".mlp_channels", y, channelHidden);
      return net.add(name + ".add2", middle, y);
    }
  }
}
