package org.lrs.evaluate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.lrs.data.SavedSet;
import org.lrs.data.SavedSet.Picture;
import org.lrs.evaluate.Verification.Rule;
import org.lrs.evaluate.Verification.Violation;
import org.lrs.format.Checksums;
import org.lrs.threat.Ball;
import org.lrs.threat.GreyChange;

/** Compares a saved set of adversarial images with the clean ones, image by image. */
public final class SetVerifier {
  private static final int NONE = -1;

  private final SavedSet set;
  private final SavedSet clean;
  private final Ball ball;
  private final long[] labels;
  private final long[] cleanLabels;
  private final int classes;
  private final boolean byName;
  private final List<Violation> violations = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int compared;
  private int unchanged;
  private int duplicates;
  private double largest;
  private double squares;

  private SetVerifier(SavedSet set, SavedSet clean, Ball ball, OptionalInt classes) {
    this.set = set;
    this.clean = clean;
    this.ball = ball;
    labels = set.labels().orElse(null);
    cleanLabels = clean.labels().orElse(null);
    OptionalInt known = classes.isPresent() ? classes : set.classes();
    this.classes = (known.isPresent() ? known : clean.classes()).orElse(Integer.MAX_VALUE);
    byName = set.key() == clean.key() && set.key() != SavedSet.Key.POSITION;
  }

  /**
   * Verifies a set. Images and clean images belong together by their ids or files if both sets have
   * them, else by their order.
   *
   * @param ball the promise
   * @param classes number of classes; otherwise that of the names beside the images, if any
   */
  public static Verification verify(SavedSet set, SavedSet clean, Ball ball, OptionalInt classes) {
    return new SetVerifier(set, clean, ball, classes).all();
  }

  private Verification all() {
    int[] partners = partners();
    for (int i = 0; i < set.count(); i++) {
      Picture picture = set.picture(i);
      label(i, partners[i]);
      values(i, picture);
      duplicates += seen.add(digest(picture)) ? 0 : 1;
      if (partners[i] != NONE) {
        change(i, picture, clean.picture(partners[i]));
      }
    }
    return new Verification(
        set.count(),
        compared,
        ball.norm(),
        ball.radius(),
        set.form(),
        pairing(),
        largest / 255,
        Math.sqrt(squares) / 255,
        unchanged,
        duplicates,
        (int) violations.stream().map(v -> String.valueOf(v.image())).distinct().count(),
        violations);
  }

  private String pairing() {
    String how = byName ? (set.key() == SavedSet.Key.ID ? "ids" : "file names") : "order";
    return "%s of %s clean images".formatted(how, clean.count());
  }

  /** The position of each image's clean image. */
  private int[] partners() {
    int[] partners = new int[set.count()];
    if (!byName && set.count() != clean.count()) {
      String sentence =
          "there are %d images but %d clean ones, and nothing but their order could pair them";
      broken(Rule.COUNT, null, null, sentence, set.count(), clean.count());
      Arrays.fill(partners, NONE);
      return partners;
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < clean.count(); i++) {
      places.putIfAbsent(clean.names().get(i), i);
    }
    Set<String> used = new HashSet<>();
    for (int i = 0; i < set.count(); i++) {
      String name = set.names().get(i);
      partners[i] = byName ? places.getOrDefault(name, NONE) : i;
      if (partners[i] == NONE) {
        broken(Rule.ID, i, null, "no clean image has this %s", known());
      }
      if (!used.add(name)) {
        broken(Rule.ID, i, null, "this %s is a duplicate", known());
      }
    }
    return partners;
  }

  private String known() {
    return set.key() == SavedSet.Key.ID ? "id" : "file";
  }

  private void label(int i, int partner) {
    if (labels == null) {
      return;
    }
    if (labels[i] < 0 || labels[i] >= classes) {
      String sentence = "label %d is none of the classes 0 to %d";
      broken(Rule.LABEL, i, null, sentence, labels[i], classes - 1);
    } else if (partner != NONE && cleanLabels != null && cleanLabels[partner] != labels[i]) {
      String sentence = "label %d, that of the clean image is %d";
      broken(Rule.LABEL, i, null, sentence, labels[i], cleanLabels[partner]);
    }
  }

  private void values(int i, Picture picture) {
    int off = 0;
    double farthest = 0;
    double beyond = 0;
    for (float level : picture.levels()) {
      double outside = Float.isFinite(level) ? Math.max(-level, level - 255) : Double.NaN;
      if (!(outside <= 0)) {
        beyond = Double.isNaN(outside) ? outside : Math.max(beyond, outside);
      } else if (level != Math.rint(level)) {
        off++;
        farthest = Math.max(farthest, Math.abs(level - Math.rint(level)));
      }
    }
    if (Double.isNaN(beyond)) {
      broken(Rule.RANGE, i, null, "has values that are no finite numbers");
    } else if (beyond > 0) {
      broken(Rule.RANGE, i, beyond, "leaves the range of pixels by %.2f levels", beyond);
    }
    if (off > 0) {
      String sentence = "%d of %d values lie between two grey levels, up to %.2f from the nearest";
      int all = picture.levels().length;
      broken(Rule.GREY_LEVELS, i, farthest, sentence, off, all, farthest);
    }
  }

  private void change(int i, Picture picture, Picture before) {
    if (!picture.size().equals(before.size())) {
      String sizes = "is %s (height x width x channels), the clean image is %s";
      broken(Rule.SHAPE, i, null, sizes, picture.size(), before.size());
      return;
    }
    compared++;
    GreyChange change = GreyChange.between(before.levels(), picture.levels());
    if (Double.isNaN(change.squares())) {
      return;
    }
    unchanged += change.squares() == 0 ? 1 : 0;
    largest = Math.max(largest, change.largest());
    squares = Math.max(squares, change.squares());
    if (!ball.holds(change)) {
      broken(Rule.EPSILON, i, ball.length(change) - 255 * ball.radius(), "%s", ball.tooFar(change));
    }
  }

  private void broken(Rule rule, Integer i, Double by, String format, Object... values) {
    String image = i == null ? null : set.names().get(i);
    violations.add(new Violation(rule, image, String.format(Locale.ROOT, format, values), by));
  }

  private static String digest(Picture picture) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * picture.levels().length);
    bytes.asFloatBuffer().put(picture.levels());
    byte[] sum = Checksums.newSha256().digest(bytes.array());
    return picture.size() + HexFormat.of().formatHex(sum);
  }
}
