package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.experiment.SimilarityRun;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.stage.Source;
import org.lrs.report.SimilaritySection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs analyze similarity}. */
@Command(
    name = "similarity",
    header = "Measure how alike the input gradients of networks are.",
    description = {
      "",
      "The cosine of each two networks' gradients at each image. Leaves similarity.json and the page"
          + " similarity.html. 128 images, if --count does not say otherwise.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs analyze similarity resnet8-a vgg-mini-bn runs/refine-mine-lrs-f"
    })
final class AnalyzeSimilarityCommand implements Work {

  @Parameters(
      arity = "2..*",
      paramLabel = "MODEL",
      description =
          "Networks: files, folders of 'train' or 'refine', or names of those that come with lrs.")
  private List<Path> models;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Architecture of those without a card, see 'lrs models'.")
  private String architecture;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "M",
      description = "Mean of each channel in [0, 1], for those without a card.")
  private double[] mean;

  @Option(
      names = "--std",
      split = ",",
      paramLabel = "S",
      description = "Standard deviation of each channel, for those without a card.")
  private double[] std;

  @Mixin private DataOptions data;
  @Mixin private StageOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() throws IOException {
    compute.apply();
    List<ClassifierRef> networks = new ArrayList<>();
    for (Path file : models) {
      ModelFile one = ModelFile.of(file);
      boolean known = one.card().isPresent();
      networks.add(
          (known
                  ? one
                  : new ModelFile(
                      file,
                      Optional.ofNullable(architecture),
                      ModelOptions.normalization(mean, std)))
              .engine());
    }
    Source images = data.source("test", AnalyzeCardCommand.USUAL_COUNT);
    Path folder = options.folder("similarity");
    GradientSimilarity similarity =
        options.run(folder, output, new SimilarityRun(networks, images)::run);
    output.print(
        similarity,
        () ->
            "Mean cosine over %,d images\n".formatted(images.count())
                + SimilaritySection.table(similarity, "").text()
                + "\nPage: "
                + folder.resolve("similarity.html")
                + "\n");
  }
}
