package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lrs.Range;
import org.lrs.data.SavedSet;
import org.lrs.data.ValueRange;
import org.lrs.evaluate.SetVerifier;
import org.lrs.evaluate.Verification;
import org.lrs.evaluate.Verification.Violation;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.store.Json;
import org.lrs.format.FormatException;
import org.lrs.result.RunResults;
import org.lrs.text.Fraction;
import org.lrs.threat.Ball;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs verify}: whether saved adversarial images keep to the rules. */
@Command(
    name = "verify",
    header = "Check saved adversarial images, of this program or any other.",
    description =
        "Reads the images again and compares each with its clean image: 8-bit values, range, size,"
            + " label, id, and the ball around it. Ends with exit code 4 if an image breaks a"
            + " rule.",
    footer = {
      "  lrs verify runs/quickstart",
      "  lrs verify others/images.npy --clean clean/images.npy --epsilon 16/255"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  /**
   * A saved set and the ball it claims to stay in.
   *
   * @param clean the images it was made from
   */
  private record Promise(Path set, Path clean, Ball ball) {}

  /** What {@code attack.json} says about the images beside it. */
  record Claim(String norm, double epsilon) {
    Claim {
      Ball.of(norm, epsilon);
    }
  }

  /** One set and what became of it. */
  record Checked(String set, String clean, boolean kept, Verification found) {}

  @Parameters(
      paramLabel = "PLACE",
      description =
          "Folder of 'lrs run' or 'lrs attack', a folder with images.npy, a .npy file, or a folder"
              + " of PNG files.")
  private Path place;

  @Option(
      names = {"-e", "--epsilon"},
      paramLabel = "E",
      description = "How far the images may move, such as 8/255 (default: as the folder says).")
  private String epsilon;

  @Option(
      names = "--norm",
      paramLabel = "NORM",
      description = "linf or l2 (default: as the folder says, else linf).")
  private String norm;

  @Option(
      names = "--clean",
      paramLabel = "PLACE",
      description =
          "The images before the attack, in any of these forms (default: the folder 'clean' of the"
              + " run they are from).")
  private Path clean;

  @Option(
      names = "--range",
      paramLabel = "BLACK:WHITE",
      description = "What floating-point images hold: 0:1, 0:255 or -1:1 (default: by the values).")
  private String range;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes (default: lines of classes.txt).")
  private Integer classes;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Optional<ValueRange> values = Optional.ofNullable(range).map(ValueRange::parse);
    OptionalInt known = classes == null ? OptionalInt.empty() : OptionalInt.of(classes);
    List<Checked> all = new ArrayList<>();
    for (Promise promise : promises()) {
      SavedSet set = SavedSet.read(promise.set(), values);
      SavedSet before = SavedSet.read(promise.clean(), values);
      Verification found = SetVerifier.verify(set, before, promise.ball(), known);
      all.add(
          new Checked(promise.set().toString(), promise.clean().toString(), found.kept(), found));
    }
    output.print(all, () -> all.stream().map(VerifyCommand::text).collect(Collectors.joining()));
    return all.stream().allMatch(Checked::kept) ? ExitCode.OK : ExitCode.BROKEN;
  }

  /** The sets in a folder of ours, or the one set in any other place. */
  private List<Promise> promises() {
    Path beside = clean == null ? place.resolve("clean") : clean;
    Path results = place.resolve("results.json");
    Path card = place.resolve("attack.json");
    boolean ours = RunFolder.isOne(place);
    if (ours && Files.isRegularFile(results)) {
      return promises(FinishedRun.figures(place), beside);
    }
    Path adversarial = place.resolve("adversarial");
    Optional<Claim> claim =
        Files.isRegularFile(card) && (ours || Files.isDirectory(adversarial))
            ? claim(card, ours)
            : Optional.empty();
    if (claim.isPresent()) {
      Ball ball = ball(claim.get().norm(), claim.get().epsilon());
      return List.of(new Promise(adversarial, beside, ball));
    }
    Range.require(
        !ours,
        place
            + " holds no adversarial images; it is not of 'lrs run' or 'lrs attack', or not done");
    Ball ball = ball("linf", Double.NaN);
    Promise promise = new Promise(place, clean == null ? clean(place) : clean, ball);
    for (Path foreign : List.of(results, place.resolve("report.json"), card)) {
      if (Files.isRegularFile(foreign)) {
        output
            .err()
            .println("note: " + foreign + " is not of a run of lrs here, so it is not read");
      }
    }
    return List.of(promise);
  }

  private List<Promise> promises(RunResults results, Path beside) {
    Map<String, Ball> balls =
        results.attacks().stream()
            .collect(Collectors.toMap(RunResults.Attack::name, a -> ball(a.norm(), a.epsilon())));
    return results.perturbations().stream()
        .map(
            made ->
                new Promise(
                    FinishedRun.adversarial(place, made.surrogate(), made.attack()),
                    beside,
                    balls.get(made.attack())))
        .toList();
  }

  /**
   * What a file says about the images, if it is of {@code lrs attack}.
   *
   * @param ours whether it must be
   */
  private static Optional<Claim> claim(Path card, boolean ours) {
    try {
      return Optional.of(Json.read(card, Claim.class));
    } catch (FormatException e) {
      if (ours) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The ball that the user names, or that a file knows; a radius of NaN is not known. */
  private Ball ball(String known, double radius) {
    Range.require(
        epsilon != null || !Double.isNaN(radius),
        "how far may the images move? say it with --epsilon, such as --epsilon 8/255");
    return Ball.of(
        norm == null ? known : norm, epsilon == null ? radius : Fraction.parse("epsilon", epsilon));
  }

  /**
   * The folder of the clean images that adversarial ones were made from. In a run's folder
   * adversarial images are one or more folders deeper than the clean ones.
   */
  static Path clean(Path adversarial) {
    Path folder = adversarial.toAbsolutePath().normalize();
    for (Path f = folder.getParent(); f != null; f = f.getParent()) {
      if (Files.isRegularFile(f.resolve("clean/images.npy"))) {
        return f.resolve("clean");
      }
    }
    throw new IllegalArgumentException(
        "no folder 'clean' belongs to " + adversarial + "; name the clean images with --clean");
  }

  private static String text(Checked checked) {
    Verification found = checked.found();
    List<Violation> violations = found.violations();
    return Output.format(
            """
            %s: %s
              %d images, %s; paired by %s
              epsilon %s (%s), largest change %s (L∞) and %.4f (L2); %d unchanged, %d duplicates
            """,
            checked.set(),
            found.kept() ? "kept" : "BROKEN, by " + broken(found),
            found.images(),
            found.form(),
            found.pairing(),
            length(found.epsilon(), found.norm()),
            Ball.of(found.norm(), found.epsilon()).title(),
            length(found.maxLinf(), "linf"),
            found.maxL2(),
            found.unchanged(),
            found.duplicates())
        + violations.stream().limit(SHOWN).map(VerifyCommand::line).collect(Collectors.joining())
        + (violations.size() > SHOWN
            ? "  and %s more; --json lists all%n".formatted(violations.size() - SHOWN)
            : "");
  }

  private static String broken(Verification found) {
    boolean whole = found.violations().get(0).image() == null;
    return whole ? "the set as a whole" : found.broken() + " of " + found.images() + " images";
  }

  private static String line(Violation violation) {
    String subject = violation.image() == null ? "" : "image " + violation.image() + ": ";
    return "  %s%s%n".formatted(subject, violation.sentence());
  }

  private static String length(double value, String norm) {
    return norm.equals("linf")
        ? Output.format("%.2f/255", 255 * value)
        : Output.format("%.4f", value);
  }
}
