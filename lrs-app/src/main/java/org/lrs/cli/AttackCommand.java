package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lrs.attack.Rounding;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.Perturbations;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.SpecParts;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.store.Json;
import org.lrs.statistics.SuccessRate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs attack}: adversarial images on one surrogate. */
@Command(
    name = "attack",
    header = "Craft adversarial images on a surrogate.",
    description = {
      "",
      "Leaves adversarial/images.npy (uint8, [N, H, W, C]) with labels.npy and ids.npy (and"
          + " targets.npy, the classes asked for, of a targeted attack), the clean images likewise in"
          + " clean/, and the figures in attack.json.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs attack --model models/mine/model.safetensors --attack mi-fgsm \\",
      "    --epsilon 8/255 --set steps=10 --count 100 --out runs/mi"
    })
final class AttackCommand implements Runnable {

  /**
   * What the attack did.
   *
   * @param norm {@code linf} or {@code l2}
   * @param epsilon radius of the ball in pixel units
   * @param settings those of the recipes and the steps
   * @param gradients gradient evaluations per image
   * @param whiteBox success on the surrogate itself, with both denominators
   * @param zeroGradients images whose first gradient was zero everywhere
   * @param rounding images that rounding to 8 bits lost on the surrogate itself
   * @param curve success on the surrogate itself after each recorded step; empty without {@code
   *     every}
   */
  record Summary(
      String surrogate,
      String attack,
      String norm,
      double epsilon,
      Map<String, Object> settings,
      long gradients,
      int images,
      Perturbations perturbations,
      TransferResult whiteBox,
      int zeroGradients,
      Rounding rounding,
      List<Point> curve) {}

  /** Success on the surrogate itself after some of the steps. */
  record Point(int step, long gradients, TransferResult whiteBox) {}

  @Mixin private ModelOptions model;
  @Mixin private DataOptions data;

  @Option(
      names = {"-a", "--attack"},
      required = true,
      paramLabel = "NAME",
      description = "The attack, see 'lrs attacks'.")
  private String recipe;

  @Option(
      names = {"-e", "--epsilon"},
      required = true,
      paramLabel = "E",
      description = "Radius of the ball in units of [0, 1], such as 8/255.")
  private String epsilon;

  @Option(names = "--norm", paramLabel = "NORM", description = "linf (default) or l2.")
  private String norm;

  @Option(
      names = "--goal",
      paramLabel = "GOAL",
      description =
          "untargeted (default) or targeted: a random other class per image, or the one that"
              + " --set targetClass=... asks for.")
  private String goal;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Change a setting of the attack, such as steps=10; may be repeated.")
  private List<String> set = new ArrayList<>();

  @Mixin private StageOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    AttackSpec attack = SpecParts.attack(recipe, chosen(), set);
    try (OpenTarget open = new OpenTarget()) {
      EngineNetwork surrogate = model.engine();
      PrepareData clean = new PrepareData(data.source("test"));
      CraftAdversarial craft = new CraftAdversarial(clean, surrogate, attack, options.seed());
      PredictImages onClean = new PredictImages(clean, surrogate, open);
      PredictImages onAdversarial = new PredictImages(craft, surrogate, open);
      Path folder = options.folder("attack-" + model.name());
      Summary summary =
          options.run(
              folder,
              List.of(clean, craft, onClean, onAdversarial),
              output,
              (run, finished) -> publish(run, finished, clean, craft, onClean, onAdversarial));
      output.print(summary, () -> text(summary, folder));
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
  }

  private Map<String, String> chosen() {
    Map<String, String> chosen = new LinkedHashMap<>();
    chosen.put("recipe", recipe);
    chosen.put("epsilon", epsilon);
    if (norm != null) {
      chosen.put("norm", norm);
    }
    if (goal != null) {
      chosen.put("goal", goal);
    }
    return chosen;
  }

  private Summary publish(
      RunFolder run,
      Finished finished,
      PrepareData clean,
      CraftAdversarial craft,
      PredictImages onClean,
      PredictImages onAdversarial) {
    run.copyImages(finished.apply(clean), "clean");
    run.copyImages(finished.apply(craft), "adversarial");
    ImageDataset images = finished.get(clean);
    CraftAdversarial.Crafted crafted = finished.get(craft);
    int[] before = finished.get(onClean).classes();
    PredictImages.Predicted after = finished.get(onAdversarial);
    TransferResult whiteBox =
        TransferResult.of(before, after.classes(), images.labels(), crafted.wanted());
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i < after.recorded().size(); i++) {
      int step = craft.attack().recorded().get(i);
      TransferResult then =
          TransferResult.of(before, after.recorded().get(i), images.labels(), crafted.wanted());
      curve.add(new Point(step, craft.gradients(step), then));
    }
    Summary summary =
        new Summary(
            craft.surrogate(),
            craft.attack().recipe(),
            craft.attack().threat().ball().norm(),
            craft.attack().threat().ball().radius(),
            craft.attack().settings(),
            craft.gradients(),
            images.size(),
            Perturbations.between(images.images(), crafted.images().images()),
            whiteBox,
            crafted.zeroGradients(),
            crafted.rounding(),
            curve);
    run.write("attack.json", Json.text(summary));
    return summary;
  }

  private static String text(Summary summary, Path folder) {
    SuccessRate rate = summary.whiteBox().cleanCorrect();
    StringBuilder curve = new StringBuilder();
    for (Point point : summary.curve()) {
      String after = "After step %d: %s%n";
      curve.append(after.formatted(point.step(), Output.rate(point.whiteBox().cleanCorrect())));
    }
    return curve
        + String.format(
            Locale.ROOT,
            "%s on %s: %d images, %,d gradients each, success on the surrogate itself %s%n"
                + "Perturbation: L∞ at most %.1f/255, L2 %.3f on average%n"
                + "Rounding to 8 bits loses %d images on the surrogate itself, %d after repair%n"
                + "Images: %s%n",
            summary.attack(),
            summary.surrogate(),
            summary.images(),
            summary.gradients(),
            Output.rate(rate),
            255 * summary.perturbations().maxLinf(),
            summary.perturbations().meanL2(),
            summary.rounding().lost(),
            summary.rounding().unrepaired(),
            folder.resolve("adversarial"));
  }
}
