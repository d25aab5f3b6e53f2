package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.BackwardChange;
import org.lrs.model.Classifier;
import org.lrs.model.EnsembleSurrogate;
import org.lrs.model.Fusion;
import org.lrs.model.Surrogate;

/**
 * Several networks as one.
 *
 * @param name name in results
 * @param members the networks, at least two
 * @param fusion how their answers become one
 */
public record EnsembleNetwork(String name, List<ClassifierRef> members, Fusion fusion)
    implements SurrogateRef {

  public EnsembleNetwork {
    members = List.copyOf(members);
  }

  /** Several networks as one, or of a single one that one alone, under this name. */
  public static SurrogateRef of(String name, List<ClassifierRef> members, Fusion fusion) {
    return members.size() == 1
        ? members.get(0).called(name)
        : new EnsembleNetwork(name, members, fusion);
  }

  @Override
  public EnsembleNetwork called(String other) {
    return new EnsembleNetwork(other, members, fusion);
  }

  /** Its members in their order, each with the numbers of its inputs among those of the whole. */
  @Override
  public Object digest() {
    List<Stage<?>> inputs = inputs();
    List<Object> all = new ArrayList<>();
    for (ClassifierRef member : members) {
      List<Integer> own = member.inputs().stream().map(inputs::indexOf).toList();
      all.add(Map.of("network", member.digest(), "inputs", own));
    }
    return Map.of("members", all, "fusion", fusion);
  }

  @Override
  public List<Stage<?>> inputs() {
    return members.stream().flatMap(member -> member.inputs().stream()).distinct().toList();
  }

  @Override
  public List<HashedFile> files() {
    return members.stream().flatMap(member -> member.files().stream()).distinct().toList();
  }

  @Override
  public Surrogate openSurrogate(
      Function<Stage<?>, Path> results, ImageDataset images, List<BackwardChange> changes) {
    List<Classifier> opened = new ArrayList<>();
    try {
      members.forEach(member -> opened.add(member.open(member.name(), results, images)));
      return EnsembleSurrogate.frozen(opened, fusion, changes);
    } finally {
      opened.forEach(Classifier::close);
    }
  }
}
