package org.lrs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lrs.data.SavedSet;
import org.lrs.data.ValueRange;
import org.lrs.evaluate.SetVerifier;
import org.lrs.evaluate.Verification;
import org.lrs.evaluate.Verification.Violation;
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
            + " label, id, and the ball around it. Ends with exit code 4 if an image breaks a rule.",
    footer = {
      "  lrs verify runs/quickstart",
      "  lrs verify others/images.npy --clean clean/images.npy --epsilon 16/255"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

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
    for (Promise promise : Promise.in(place, new Promise.Said(clean, epsilon, norm))) {
      SavedSet set = SavedSet.read(promise.set(), values);
      SavedSet before = SavedSet.read(promise.clean(), values);
      Verification found = SetVerifier.verify(set, before, promise.ball(), known);
      all.add(
          new Checked(promise.set().toString(), promise.clean().toString(), found.kept(), found));
    }
    output.print(all, () -> all.stream().map(VerifyCommand::text).collect(Collectors.joining()));
    return all.stream().allMatch(Checked::kept) ? ExitCode.OK : ExitCode.BROKEN;
  }

  private static String text(Checked checked) {
    Verification found = checked.found();
    List<Violation> violations = found.violations();
    return String.format(
            Locale.ROOT,
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
            ? "  and %d more; --json lists all%n".formatted(violations.size() - SHOWN)
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
        ? String.format(Locale.ROOT, "%.2f/255", 255 * value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
