package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lrs.experiment.CraftRun;
import org.lrs.experiment.CraftRun.Crafted;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.SpecParts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs attack}: adversarial images on one surrogate. */
@Command(
    name = "attack",
    header = "Craft adversarial images on a surrogate.",
    description =
        "Leaves adversarial/images.npy (uint8, [N, H, W, C]) with labels.npy and ids.npy (and"
            + " targets.npy, the target classes of a targeted attack), the clean images likewise in"
            + " clean/, and the figures in attack.json.",
    footer = {
      "  lrs attack --model models/mine/model.safetensors --attack mi-fgsm \\",
      "    --epsilon 8/255 --set steps=10 --count 100 --out runs/mi"
    })
final class AttackCommand implements Callable<Integer> {

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

  @Option(
      names = "--norm",
      defaultValue = "linf",
      paramLabel = "NORM",
      description = "linf (default) or l2.")
  private String norm;

  @Option(
      names = "--goal",
      defaultValue = "untargeted",
      paramLabel = "GOAL",
      description =
          "untargeted (default) or targeted: a random other class per image, or the one that"
              + " --set targetClass=... names.")
  private String goal;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Settings to start from: published (default), or small for images of about 32 pixels.")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Change a setting of the attack, such as steps=10; may be repeated.")
  private List<String> set = new ArrayList<>();

  @Mixin private StageOptions options;

  @Override
  public Integer call() throws IOException {
    Map<String, String> chosen =
        new TreeMap<>(Map.of("recipe", recipe, "epsilon", epsilon, "norm", norm, "goal", goal));
    preset.ifPresent(name -> chosen.put("preset", name));
    AttackSpec attack = SpecParts.attack(recipe, chosen, set);
    options.run(
        "attack-" + model.name(),
        new CraftRun(model.engine(), data.source("test"), attack, options.seed()),
        AttackCommand::text);
    return ExitCode.OK;
  }

  private static String text(Crafted crafted, Path folder) {
    return crafted.curve().stream()
            .map(p -> "After step %s: %s%n".formatted(p.step(), p.whiteBox().cleanCorrect()))
            .collect(Collectors.joining())
        + Output.format(
            "%s on %s: %d images, %,d gradients each, success on the surrogate itself %s%n"
                + "Perturbation: L∞ at most %.1f/255, L2 %.3f on average%n"
                + "Rounding to 8 bits loses %d images on the surrogate itself, %d after repair%n"
                + "Images: %s%n",
            crafted.attack(),
            crafted.surrogate(),
            crafted.images(),
            crafted.gradients(),
            crafted.whiteBox().cleanCorrect(),
            255 * crafted.perturbations().maxLinf(),
            crafted.perturbations().meanL2(),
            crafted.rounding().lost(),
            crafted.rounding().unrepaired(),
            folder.resolve("adversarial"));
  }
}
