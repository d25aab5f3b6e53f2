package org.lrs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.report.RunReport.Prediction;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.RunResults.CurvePoint;
import org.lrs.result.RunResults.Dataset;
import org.lrs.result.RunResults.Perturbation;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.result.Surrogate.TrainingStep;
import org.lrs.statistics.SuccessRate;

/** A report with invented figures: four surrogates, three attacks, five targets. */
final class SampleReport {
  static final int IMAGES = 1000;
  private static final int SIDE = 32;
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private SampleReport() {}

  /** A report in which refinement helps. */
  static RunReport better() {
    return model("cifar10-resnet20", new double[] {0, 0.07, 0.12, 0.16});
  }

  /** A report in which every refinement hurts. */
  static RunReport worse() {
    return model("cifar10-resnet20", new double[] {0, -0.07, -0.12, -0.16});
  }

  /** A report in which refinement changes next to nothing. */
  static RunReport undecided() {
    return model("cifar10-resnet20", new double[] {0, 0.002, 0.004, -0.01});
  }

  /** A report with the gains of the four surrogates (plain, LRS-1, LRS-2, LRS-F) given. */
  static RunReport model(String title, double[] gains) {
    List<Surrogate> surrogates =
        List.of(
            plain("plain"),
            refined("lrs-1", 0.05, null, 0.911, 7204.2, 3.127),
            refined("lrs-2", null, 0.05, 0.902, 5535.1, 2.406),
            refined("lrs-f", 0.05, 0.05, 0.897, 4859.7, 1.984));
    List<Attack> attacks =
        List.of(
            attack("i-fgsm", Map.of()),
            attack("pgd", Map.of("randomStart", "uniform")),
            attack("mi-fgsm", Map.of("momentumDecay", "1.0")));
    List<Target> targets =
        List.of(
            new Target("resnet56", "resnet56-a", 0.943, "network"),
            new Target("chenyaofo_shufflenetv2_x0_5", "shufflenetv2-x0.5", 0.901, "network"),
            new Target("densenet40_k12_bc", "densenet-bc-40-12", 0.941, "network"),
            new Target("vgg16-bn", "vgg16", 0.938, "network"),
            new Target("oval21_base_kw", "", 0.612, "onnx"));
    List<Cell> cells = new ArrayList<>();
    List<Perturbation> perturbations = new ArrayList<>();
    for (int s = 0; s < surrogates.size(); s++) {
      for (int a = 0; a < attacks.size(); a++) {
        String surrogate = surrogates.get(s).name();
        String attack = attacks.get(a).name();
        for (int t = 0; t < targets.size(); t++) {
          double ease = new double[] {0.71, 0.33, 0.52, 0.44, 0.09}[t] + 0.03 * (a - 1);
          double gain = gains[s] * new double[] {0.8, 1.5, 1.1, 1, 0.3}[t];
          long right = Math.round(IMAGES * targets.get(t).cleanAccuracy());
          long broken = Math.max(0, Math.round(right * (ease + gain)));
          cells.add(
              new Cell(
                  surrogate,
                  attack,
                  targets.get(t).name(),
                  new SuccessRate(broken + IMAGES - right, IMAGES),
                  new SuccessRate(broken, right)));
        }
        perturbations.add(
            new Perturbation(
                surrogate,
                attack,
                3.98 / 255,
                4.0 / 255,
                0.71 + 0.02 * a,
                0.85,
                0.0021 * s,
                new SuccessRate(912 - 9L * s, 917 - 4L * s),
                null));
      }
    }
    return new RunReport(
        new RunResults(
            RunResults.FORMAT,
            title,
            new Dataset("cifar10", "test", IMAGES, CLASSES),
            surrogates,
            targets,
            attacks,
            cells,
            SampleGains.of(surrogates, attacks, cells),
            curves(surrogates, attacks, targets),
            perturbations,
            findings()),
        new RunReport.Gallery(
            "lrs-f", "i-fgsm", "Chosen to be told apart.", gallery(surrogates, attacks, targets)),
        provenance(),
        "./lrs run configs/cifar10-resnet20.yaml --out runs/cifar10-resnet20 --seed 0");
  }

  private static Attack attack(String name, Map<String, String> settings) {
    return new Attack(
        name, name, "linf", 4.0 / 255, 1.0 / 255, 50, cost(name) * 50, "untargeted", settings);
  }

  /**
   * Invented: a step of mi-fgsm as dear as seven of the others, and other leaders at other steps.
   */
  private static long cost(String attack) {
    return attack.equals("mi-fgsm") ? 7 : 1;
  }

  private static List<CurvePoint> curves(
      List<Surrogate> surrogates, List<Attack> attacks, List<Target> targets) {
    List<CurvePoint> points = new ArrayList<>();
    for (int s = 0; s < surrogates.size(); s++) {
      for (int a = 0; a < attacks.size(); a++) {
        for (int t = -1; t < targets.size(); t++) {
          double limit = t < 0 ? 0.95 : new double[] {0.71, 0.33, 0.52, 0.44, 0.09}[t];
          for (int step = 10; step <= 50; step += 10) {
            double rate =
                (limit + 0.05 * a + 0.04 * s) * (1 - Math.exp(-step / (6.0 + 9 * a))) / 1.3;
            SuccessRate success = new SuccessRate(Math.round(900 * rate), 900);
            points.add(
                new CurvePoint(
                    surrogates.get(s).name(),
                    attacks.get(a).name(),
                    t < 0 ? null : targets.get(t).name(),
                    step,
                    cost(attacks.get(a).name()) * step,
                    success,
                    success));
          }
        }
      }
    }
    return points;
  }

  private static Surrogate plain(String name) {
    return new Surrogate(
        name,
        "resnet20",
        null,
        Surrogate.PLAIN,
        Map.of(),
        0.917,
        9138.4,
        4.213,
        31.7,
        List.of(),
        List.of());
  }

  private static Surrogate refined(
      String name, Double lambda1, Double lambda2, double accuracy, double lipschitz, double norm) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("mode", "PAPER");
    settings.put("batchNorm", "CLEAN_PASS");
    settings.put("lambda1", lambda1 == null ? "0" : lambda1.toString());
    settings.put("lambda2", lambda2 == null ? "0" : lambda2.toString());
    settings.put("learningRate", "0.01");
    settings.put("clipNorm", "1");
    List<TrainingStep> steps = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      double wave = 1 + 0.4 * noise(i, name.hashCode());
      double crossEntropy = (0.03 + 0.2 * (1 - Math.exp(-i / 200.0))) * wave;
      Double first = lambda1 == null ? null : Double.valueOf(12 * Math.exp(-i / 350.0) * wave + 1);
      Double second = lambda2 == null ? null : Double.valueOf(300 * Math.exp(-i / 250.0) * wave);
      double total =
          crossEntropy
              + (first == null ? 0 : lambda1 * first)
              + (second == null ? 0 : lambda2 * second);
      double rate = 0.01 * Math.min(1, (i + 1) / 100.0);
      steps.add(new TrainingStep(i, crossEntropy, first, second, null, total, 40 * wave, rate));
    }
    List<String> warnings =
        lambda2 == null
            ? List.of()
            : List.of("Success on the surrogate itself fell from 99.5 % to 98.1 %.");
    return new Surrogate(
        name,
        "resnet20",
        null,
        name,
        settings,
        accuracy,
        lipschitz,
        norm,
        7.5 * norm,
        warnings,
        steps);
  }

  private static List<GalleryItem> gallery(
      List<Surrogate> surrogates, List<Attack> attacks, List<Target> targets) {
    List<GalleryItem> items = new ArrayList<>();
    for (int s = 0; s < surrogates.size(); s++) {
      for (int a = 0; a < attacks.size(); a++) {
        for (int id = 0; id < 6; id++) {
          items.add(item(surrogates.get(s), attacks.get(a), targets, id, 10 * s + a));
        }
      }
    }
    return items;
  }

  private static GalleryItem item(
      Surrogate surrogate, Attack attack, List<Target> targets, int id, int seed) {
    byte[] clean = new byte[SIDE * SIDE * 3];
    byte[] adversarial = new byte[clean.length];
    for (int i = 0; i < clean.length; i++) {
      int x = i / 3 % SIDE;
      int y = i / 3 / SIDE;
      double radius = Math.hypot(x - 15 - id, y - 17 + id) / (6.0 + id);
      double shade = i % 3 == id % 3 ? 90 : 20;
      double sky = 190 - 3 * y + 12 * (i % 3);
      double value = radius < 1.4 ? 60 + shade * radius : sky;
      clean[i] = (byte) Math.round(Math.max(8, Math.min(247, value)));
      double direction = noise(i / 5, seed) + 0.3 * noise(i, seed + 1);
      adversarial[i] = (byte) (clean[i] + Math.round(4 * Math.tanh(3 * direction)));
    }
    int label = (3 * id + 8) % 10;
    List<Prediction> predictions = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      int before = t == 4 && id % 3 == 1 ? (label + 5) % 10 : label;
      int after = (t + id + seed) % 3 == 0 ? before : (label + 1 + t % 2) % 10;
      predictions.add(new Prediction(targets.get(t).name(), before, after, after != label));
    }
    return new GalleryItem(
        surrogate.name(),
        attack.name(),
        17L * id + 3,
        label,
        SIDE,
        SIDE,
        3,
        clean,
        adversarial,
        new Prediction(surrogate.name(), label, (label + 1) % 10, true),
        predictions,
        surrogate.refined() ? 1 : null);
  }

  private static List<Finding> findings() {
    return List.of(
        new Finding(
            Severity.INFO, "resnet56", "ε = 0 reproduces the clean predictions of all images."),
        new Finding(Severity.INFO, "all targets", "Scores are logits, not probabilities."),
        new Finding(
            Severity.WARNING,
            "oval21_base_kw",
            "Clean accuracy 61.2 % is far below the other targets; success counts few images."));
  }

  private static Map<String, String> provenance() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("lrs", "0.1.0, commit 90b56623d0");
    map.put("seed", "0");
    map.put("data", "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    map.put("weights of resnet20", "sha256 12fca82f1b7c3e9d55d1ab0a37e0a2e07d34a52d8b5c0d6e3b1a3c");
    map.put("libtorch", "2.10.0");
    map.put("jvm", "OpenJDK 17.0.15");
    map.put("threads", "2");
    return map;
  }

  /** Returns a value in [-1, 1] that looks random. */
  private static double noise(int index, int seed) {
    double value = Math.sin(index * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (value - Math.floor(value)) - 1;
  }
}
