package org.lrs.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.attack.Rounding;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.Outcomes;
import org.lrs.evaluate.Perturbations;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.CraftAdversarial;
import org.lrs.experiment.stage.PredictImages;
import org.lrs.experiment.stage.PrepareData;

/**
 * Crafts adversarial images on one surrogate, and shows them to it; writes the folders {@code
 * adversarial} and {@code clean}, and {@code attack.json}.
 *
 * @param surrogate network whose gradients are used
 * @param images clean images
 * @param attack how they are attacked
 * @param seed root of every random draw
 */
public record CraftRun(SurrogateRef surrogate, Source images, AttackSpec attack, long seed)
    implements FolderRun<CraftRun.Crafted> {

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
   * @param findings of the soundness checks
   */
  public record Crafted(
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
      List<Point> curve,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> findings) {}

  /** Success on the surrogate itself after some of the steps. */
  public record Point(int step, long gradients, TransferResult whiteBox) {}

  @Override
  public Crafted run(Experiment.Options options, Progress progress) {
    try (OpenTarget open = new OpenTarget()) {
      PrepareData clean = new PrepareData(images);
      CraftAdversarial craft = new CraftAdversarial(clean, surrogate, attack, seed);
      PredictImages before = new PredictImages(clean, surrogate, open);
      PredictImages after = new PredictImages(craft, surrogate, open);
      return options.run(
          List.of(clean, before, craft, after),
          progress,
          (folder, results) -> {
            folder.copyImages(results.apply(clean), "clean");
            folder.copyImages(results.apply(craft), "adversarial");
            Crafted crafted = crafted(craft, results, clean, before, after);
            folder.writeJson("attack.json", crafted);
            crafted.findings().forEach(progress::found);
            return crafted;
          });
    }
  }

  private static Crafted crafted(
      CraftAdversarial craft,
      Finished finished,
      PrepareData clean,
      PredictImages onClean,
      PredictImages onAdversarial) {
    ImageDataset images = finished.get(clean);
    var made = finished.get(craft);
    PredictImages.Predicted seen = finished.get(onClean);
    int[] before = seen.classes();
    PredictImages.Predicted after = finished.get(onAdversarial);
    Function<int[], TransferResult> transfer =
        then -> Outcomes.of(before, then, images.labels(), made.wanted()).result();
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i < after.recorded().size(); i++) {
      int step = craft.attack().recorded().get(i);
      curve.add(new Point(step, craft.gradients(step), transfer.apply(after.recorded().get(i))));
    }
    Perturbations sizes = Perturbations.between(images.images(), made.images().images());
    TransferResult whiteBox = transfer.apply(after.classes());
    List<Finding> findings = new ArrayList<>(seen.findings());
    findings.addAll(
        SoundnessCheck.settings(craft.attack().recipe(), craft.attack().unchosen(), images));
    findings.addAll(
        SoundnessCheck.adversarial(
            craft.surrogate().name() + " / " + craft.attack().recipe(),
            craft.attack().threat().ball(),
            sizes,
            (double) made.zeroGradients() / images.size(),
            whiteBox.cleanCorrect()));
    return new Crafted(
        craft.surrogate().name(),
        craft.attack().recipe(),
        craft.attack().threat().ball().norm(),
        craft.attack().threat().ball().radius(),
        craft.attack().settings(),
        craft.gradients(),
        images.size(),
        sizes,
        whiteBox,
        made.zeroGradients(),
        made.rounding(),
        curve,
        findings);
  }
}
