package org.lrs.model;

import java.util.List;
import org.lrs.Source;
import org.lrs.nn.NetworkBuilder;
import org.lrs.nn.NetworkBuilder.Value;

/**
 * Vision transformers with 4×4 patches for small images: {@code vit-tiny} with the width, depth and
 * heads of DeiT-Ti, and {@code vit-mini}, a small one of this project's choice.
 *
 * <p>A class token, learned positions, pre-normalised blocks. Names are timm's ({@code
 * blocks.0.attn.qkv}, {@code head}); its {@code cls_token} and {@code pos_embed} are mapped.
 */
@Source(
    paper = VisionTransformer.PAPER,
    at = "section 3.1; sizes of vit-tiny from DeiT-Ti, arXiv 2012.12877")
final class VisionTransformer implements Family.Listed {
  static final String PAPER =
      "Dosovitskiy et al.: An Image is Worth 16x16 Words: Transformers for Image"
          + " Recognition at Scale, ICLR 2021, arXiv 2010.11929";
  private static final NameMap NAMES =
      NameMap.PREFIXES_ONLY
          .and("^cls_token$", "cls_token.token")
          .and("^pos_embed$", "pos_embed.embedding");

  @Override
  public List<Architecture> all() {
    return List.of(
        new Architecture("vit-tiny", PAPER, new Plan(192, 12, 3, 4)).alsoNamed(NAMES),
        new Architecture("vit-mini", PAPER, new Plan(64, 4, 4, 2)).alsoNamed(NAMES));
  }

  /** Width of tokens, number of blocks, attention heads, hidden units in multiples of width. */
  private record Plan(int width, int depth, int heads, int expansion) implements Architecture.Body {
    @Override
    public Value build(NetworkBuilder net, Value image, int classes) {
      Value patches = net.conv("patch_embed.proj", image, width, 4, 4, 0, 1, true);
      Value x = net.classToken("cls_token", net.tokens("patch_embed.tokens", patches));
      x = net.position("pos_embed", x);
      for (int i = 0; i < depth; i++) {
        x = block(net, "blocks." + i, x);
      }
      return net.linear("head", net.firstToken("first", net.layerNorm("norm", x)), classes);
    }

    private Value block(NetworkBuilder net, String name, Value x) {
      Value y = net.attention(name + ".attn", net.layerNorm(name + ".norm1", x), heads);
      Value middle = net.add(name + ".add1", x, y);
      y = net.layerNorm(name + ".norm2", middle);
      y = Blocks.mlp(net, name + ".mlp", y, expansion * width);
      return net.add(name + ".add2", middle, y);
    }
  }
}
