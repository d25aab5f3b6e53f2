package org.lrs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.Range;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Several surrogates as one. Each works in pixel units with its own normalisation; their logits,
 * probabilities or losses are averaged.
 *
 * <p>Random layers of different members draw differently.
 *
 * @param members at least one, all with as many classes; taken over: closing this closes them
 * @param fusion how they become one
 */
public record EnsembleSurrogate(List<Surrogate> members, Fusion fusion) implements Surrogate {

  public EnsembleSurrogate {
    Range.require(!members.isEmpty(), "an ensemble needs at least one surrogate, got none");
    int classes = members.get(0).classes();
    for (Surrogate member : members) {
      Range.require(
          member.classes() == classes,
          "the surrogates of an ensemble must have the same classes, got %s and %s"
              .formatted(classes, member.classes()));
    }
    members = List.copyOf(members);
  }

  /**
   * Frozen copies of classifiers as one surrogate: an ensemble, or of a single classifier that one
   * alone. The caller closes it, and the classifiers.
   *
   * @param changes made to the graph of every member
   * @throws IllegalArgumentException unless all take images of one size and have as many classes
   */
  public static Surrogate frozen(
      List<Classifier> classifiers, Fusion fusion, List<BackwardChange> changes) {
    Classifier one = classifiers.get(0);
    for (Classifier other : classifiers) {
      Range.require(
          one.input().equals(other.input()) && one.classes() == other.classes(),
          "the surrogates of an ensemble must take the same images and have the same classes, but %s and %s"
              .formatted(described(one), described(other)));
    }
    List<Surrogate> members = new ArrayList<>();
    classifiers.forEach(classifier -> members.add(new FrozenSurrogate(classifier, changes)));
    return members.size() == 1 ? members.get(0) : new EnsembleSurrogate(members, fusion);
  }

  private static String described(Classifier classifier) {
    InputShape input = classifier.input();
    return "'%s' takes [%s, %s, %s] and has %s"
        .formatted(
            classifier.name(),
            input.channels(),
            input.height(),
            input.width(),
            classifier.classes());
  }

  @Override
  public Tensor logits(Tensor images) {
    try (Scope scope = Scope.open()) {
      List<Tensor> logits = members.stream().map(member -> member.logits(images)).toList();
      return scope.release(fusion.of(logits));
    }
  }

  /**
   * A run of every member. Its gradient goes back from the fused logits; only {@link
   * #inputGradient} knows the losses that {@link Fusion#LOSSES} averages.
   */
  @Override
  public Pass forward(Tensor images, Draws draws) {
    List<Pass> passes = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      passes.add(members.get(i).forward(images, drawsOf(i, draws)));
    }
    List<Tensor> logits = passes.stream().map(Pass::logits).toList();
    return new FusedPass(passes, logits, fusion.of(logits), fusion);
  }

  @Override
  public int classes() {
    return members.get(0).classes();
  }

  @Override
  public Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits, Draws draws) {
    if (fusion != Fusion.LOSSES) {
      return Surrogate.super.inputGradient(images, lossOfLogits, draws);
    }
    try (Scope scope = Scope.open()) {
      Tensor sum = images.zerosLike();
      for (int i = 0; i < members.size(); i++) {
        try (Scope one = Scope.open()) {
          sum.addScaledInPlace(
              members.get(i).inputGradient(images, lossOfLogits, drawsOf(i, draws)), 1);
        }
      }
      return scope.release(sum.divide(members.size()));
    }
  }

  private static Draws drawsOf(int member, Draws draws) {
    return draws.split("member").split(member);
  }

  @Override
  public void close() {
    members.forEach(Surrogate::close);
  }

  /** Passes of all members, from which one gradient at the fused logits goes back. */
  private record FusedPass(
      List<Pass> passes, List<Tensor> memberLogits, Tensor logits, Fusion fusion) implements Pass {
    @Override
    public Tensor inputGradient(Tensor atLogits) {
      try (Scope scope = Scope.open()) {
        List<Tensor> leaves = memberLogits.stream().map(Tensor::leaf).toList();
        List<Tensor> atMembers =
            Autograd.withGraph(
                () ->
                    Autograd.gradients(
                        fusion.of(leaves).multiply(atLogits.detach()).sum(), leaves));
        Tensor sum = passes.get(0).inputGradient(atMembers.get(0));
        for (int i = 1; i < passes.size(); i++) {
          try (Scope one = Scope.open()) {
            sum.addScaledInPlace(passes.get(i).inputGradient(atMembers.get(i)), 1);
          }
        }
        return scope.release(sum);
      }
    }
  }
}
