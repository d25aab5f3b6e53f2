package org.lrs.attack.backward;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.model.BackwardChange;
import org.lrs.nn.Layer;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.nn.Residual;
import org.lrs.tensor.Tensor;

/**
 * More gradient through skip connections than through the branches beside them (SGM).
 *
 * @param gamma γ, what is left of a branch's gradient, in [0, 1]
 */
@AutoService(AttackRecipe.class)
@Published(
    name = "sgm",
    summary = "gradients through residual branches made γ times as large",
    paper =
        "Wu, Wang, Xia, Bailey, Ma: Skip Connections Matter: On the Transferability of "
            + "Adversarial Examples Generated with ResNets, ICLR 2020, arXiv 2002.05990",
    at = "equations 7 and 8",
    formula =
        """
        z′ = s(z) + f(z) or [s(z), f(z)], where s is the skip connection and f the branch:
        ∂ℓ/∂z = (∂ℓ/∂z′) · (∂s/∂z + γ · ∂f/∂z)\
        """,
    differences =
        "γ = 0.2 is published for ResNets, 0.5 for DenseNets: write sgm(0.5) there. The branch is"
            + " weakened once, where it joins, in every block. The released code and TransferAttack"
            + " multiply at each ReLU inside a branch instead (γ in basic blocks, √γ at two ReLUs"
            + " of bottlenecks and dense layers), which is the same product, but leave out the"
            + " first block of each stage of a ResNet and divide the gradient at each block by the"
            + " standard deviation over the whole batch. torchattacks and foolbox do not have it.")
public record Sgm(double gamma) implements AttackRecipe, BackwardChange {

  public Sgm {
    Range.check("gamma", gamma, 0, 1);
  }

  public Sgm() {
    this(0.2);
  }

  @Override
  public Sgm small() {
    return new Sgm(0.5);
  }

  /** A join that weakens the gradient of one input. */
  record Weakened(Layer inner, int branch, double gamma) implements Layer.Changed {
    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor[] found = inner.inputGradients(gradient, in, output, own);
      found[branch] = found[branch].multiply(gamma);
      return found;
    }
  }

  @Override
  public Network apply(Network network) {
    Surgery.requireNoDraws("sgm", network);
    List<Residual> branches = Residual.of(network);
    Range.require(!branches.isEmpty(), "'sgm' needs residual connections; this network has none");
    Map<Integer, Layer> changed = new HashMap<>();
    for (Residual r : branches) {
      Layer before = changed.getOrDefault(r.join(), Surgery.layer(network, r.join()));
      changed.put(r.join(), new Weakened(before, r.branch(), gamma));
    }
    return network.replacing(changed);
  }
}
