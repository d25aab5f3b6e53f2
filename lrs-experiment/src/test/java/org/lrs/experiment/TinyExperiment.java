package org.lrs.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.format.Safetensors;
import org.lrs.model.Architectures;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;

/** A whole experiment on generated images and random networks, small enough for seconds. */
final class TinyExperiment {

  private static final int SIZE = 8;
  private static final int CLASSES = 3;
  private static final String YAML =
      """
      name: tiny
      seed: 7
      data:
        dataset: npy
        path: data
        train: {split: train, count: 24}
        evaluate: {split: test, start: 2, count: 10}
      models:
        a: {architecture: resnet8-a, weights: a.safetensors}
        b:
          architecture: resnet8-b
          weights: b.safetensors
          normalization: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}
      surrogates:
        plain: {model: a}
        refined:
          model: a
          refine: {method: lrs-f, preset: stable, epochs: 2, batchSize: 8}
      attacks:
        i-fgsm: {recipe: i-fgsm, epsilon: 8/255, stepSize: 2/255, steps: 3}
        far: {recipe: pgd, epsilon: 16/255, steps: 2, goal: targeted}
      targets: [a, b]
      analyze: {images: 4, lipschitz: {steps: 2}}
      """;

  private final Path folder;

  private TinyExperiment(Path folder) {
    this.folder = folder;
  }

  /** Writes data, networks and spec. */
  static TinyExperiment in(Path folder) throws IOException {
    TinyExperiment tiny = new TinyExperiment(folder);
    NpyDataset.write(folder.resolve("data/train"), images("train", 24));
    NpyDataset.write(folder.resolve("data/test"), images("test", 12));
    network("resnet8-a", folder.resolve("a.safetensors"));
    network("resnet8-b", folder.resolve("b.safetensors"));
    Files.writeString(tiny.file(), YAML);
    return tiny;
  }

  /** The spec file. */
  Path file() {
    return folder.resolve("tiny.yaml");
  }

  ExperimentSpec spec(String... overrides) {
    return SpecReader.read(file(), List.of(overrides));
  }

  private static ImageDataset images(String split, int count) {
    Rng rng = Rng.of(1).split(split);
    byte[] pixels = new byte[count * 3 * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rng.nextInt(256);
    }
    int[] labels = new int[count];
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      ids[i] = i;
    }
    Images images = new Images(pixels, count, 3, SIZE, SIZE);
    return new ImageDataset("npy/" + split, images, labels, ids, List.of("red", "green", "blue"));
  }

  private static void network(String architecture, Path file) throws IOException {
    Network network = Architectures.get(architecture).build(new InputShape(3, SIZE, SIZE), CLASSES);
    try (StateDict state = StateDict.initialise(network, Rng.of(3).split(architecture))) {
      Safetensors.write(file, state.toHost(), Map.of());
    }
  }
}
