package org.lrs.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.experiment.configuration.RefineSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.stage.RefineSurrogate;
import org.lrs.experiment.store.Canonical;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Fusion;
import org.lrs.onnx.OnnxTarget;
import org.lrs.refine.Training;
import org.lrs.refine.recipe.LrsF;

class NetworkRefTest {

  private static final EngineNetwork PLAIN = EngineNetwork.embedded("resnet8-a");

  @TempDir Path folder;

  private static RefineSurrogate refinement(String name, ClassifierRef start) {
    RefineSpec refine = RefineSpec.of(Training.basic().with(new LrsF()));
    return new RefineSurrogate(name, start, refine, Source.embedded("train", 8), 0);
  }

  private static SurrogateRef together(ClassifierRef... members) {
    return EnsembleNetwork.of("both", List.of(members), Fusion.LOGITS);
  }

  private static String digest(NetworkRef network) {
    return Canonical.digest(network.digest());
  }

  @Test
  void digestIsThatOfTheBytesNotOfNamesAndPlaces() throws IOException {
    Path copy = Files.copy(PLAIN.weights().path(), folder.resolve("copy.safetensors"));
    EngineNetwork other =
        new EngineNetwork("other", PLAIN.architecture(), copy, PLAIN.normalization());
    assertThat(digest(other)).isEqualTo(digest(PLAIN));
    assertThat(digest(PLAIN.softened(2))).isNotEqualTo(digest(PLAIN));
    assertThat(digest(new OnnxNetwork("onnx", copy, Optional.empty()))).isNotEqualTo(digest(PLAIN));
  }

  @Test
  void whereAnOnnxFileRunsChangesNoDigest() {
    OnnxNetwork usual = new OnnxNetwork("onnx", PLAIN.weights().path(), Optional.empty());
    assertThat(usual.isolation()).isEqualTo(OnnxTarget.Isolation.PROCESS);
    OnnxNetwork here = usual.isolated(OnnxTarget.Isolation.NONE);
    assertThat(here).isNotEqualTo(usual);
    assertThat(digest(here)).isEqualTo(digest(usual));
  }

  @Test
  void labelsThatCountFromOneAreNamedWhereTheyMakeAClassTooMany() {
    int[] labels = IntStream.rangeClosed(1, 10).toArray();
    Images images = new Images(new byte[10 * 28 * 28], 10, 1, 28, 28);
    List<String> names = List.of("0,1,2,3,4,5,6,7,8,9,10".split(","));
    ImageDataset fromOne = new ImageDataset("own", images, labels, new long[10], names);
    assertThatThrownBy(() -> PLAIN.read("a", PLAIN.weights().path(), fromOne))
        .hasMessageContaining("linear.bias [10] instead of [11]")
        .hasMessageContaining("no image has the label 0: labels count from 0");
  }

  @Test
  void fileIsReadOnceForItsDigest() throws IOException {
    Path path = Files.writeString(folder.resolve("weights"), "first");
    HashedFile file = new HashedFile(path);
    String first = file.digest();
    Files.writeString(path, "second");
    assertThat(file.digest()).isEqualTo(first);
    assertThat(new HashedFile(path)).isEqualTo(file).hasSameHashCodeAs(file);
    assertThat(new HashedFile(path).digest()).isNotEqualTo(first);
  }

  @Test
  void ensembleOfOneIsThatNetworkUnderTheName() {
    assertThat(together(PLAIN)).isEqualTo(PLAIN.called("both"));
  }

  @Test
  void refinedNetworkWaitsForItsStageAndKnowsWhereItCameFrom() {
    RefineSurrogate first = refinement("first", PLAIN);
    RefinedNetwork second = refinement("second", first.network()).network();
    assertThat(first.inputs()).isEmpty();
    assertThat(second.stage().inputs()).isEqualTo(List.of(first));
    assertThat(second.inputs()).isEqualTo(List.of(second.stage()));
    assertThat(second.refinements()).containsExactly("lrs-f", "lrs-f");
    assertThat(second.origin()).isEqualTo(PLAIN);
    assertThat(second.files()).containsExactly(PLAIN.weights());
  }

  @Test
  void digestOfAnEnsembleTellsItsMembersApart() {
    RefinedNetwork one = refinement("one", PLAIN).network();
    RefinedNetwork two = refinement("two", PLAIN).network();
    SurrogateRef both = together(one, PLAIN, two);
    assertThat(both.inputs()).isEqualTo(List.of(one.stage(), two.stage()));
    assertThat(both.count()).isEqualTo(3);
    assertThat(digest(both))
        .isNotEqualTo(digest(together(one, two, PLAIN)))
        .isNotEqualTo(digest(together(one, PLAIN, one)))
        .isEqualTo(digest(both.called("other")));
  }

  @Test
  void networksOfOneNameGetNumbers() {
    assertThat(ModelFile.names(List.of(PLAIN, PLAIN, PLAIN.called("b"))))
        .containsExactly("resnet8-a", "resnet8-a (2)", "b");
  }

  @Test
  void nameOfNoNetworkIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> ModelFile.of(Path.of("resnet8-x")).network())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nearest: 'resnet8-a'");
  }
}
