package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.data.Images;
import org.lrs.evaluate.Outcomes;
import org.lrs.report.RunReport;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.report.RunReport.Prediction;
import org.lrs.result.Gain;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;

/**
 * A few images to look at, the same for every surrogate and attack. They are chosen by what the
 * first attack does from the refined surrogate that gains most, so the choice is stated.
 */
final class Gallery {

  private final FinishedRun run;
  private final List<String> targets;

  Gallery(FinishedRun run) {
    this.run = run;
    this.targets = List.copyOf(run.clean().targets().keySet());
  }

  /**
   * One attack crafted on one surrogate.
   *
   * @param plain name of the plain surrogate on which the same attack was crafted, or null
   */
  private record Pair(String surrogate, String attack, String plain) {}

  RunReport.Gallery of() {
    List<Pair> pairs = pairs();
    if (pairs.isEmpty()) {
      return RunReport.Gallery.NONE;
    }
    Pair shown = shown(pairs);
    int images = run.images().size();
    GalleryChoice choice =
        GalleryChoice.of(
            images,
            outcomes(shown.surrogate(), shown.attack()),
            shown.plain() == null ? List.of() : outcomes(shown.plain(), shown.attack()));
    List<GalleryItem> items = new ArrayList<>();
    pairs.forEach(pair -> add(items, pair, choice.images()));
    return new RunReport.Gallery(
        shown.surrogate(), shown.attack(), words(choice, shown, images), items);
  }

  private List<Pair> pairs() {
    List<Surrogate> surrogates = run.results().surrogates();
    List<Pair> pairs = new ArrayList<>();
    for (Surrogate surrogate : surrogates) {
      Optional<String> plain = surrogate.plain(surrogates).map(Surrogate::name);
      for (RunResults.Attack attack : run.results().attacks()) {
        if (run.ran(surrogate.name(), attack.name())) {
          String from = plain.filter(name -> run.ran(name, attack.name())).orElse(null);
          pairs.add(new Pair(surrogate.name(), attack.name(), from));
        }
      }
    }
    return pairs;
  }

  /** The first attack on the refined surrogate that gains most; without one, the first of all. */
  private Pair shown(List<Pair> pairs) {
    return Gain.best(run.results()).stream()
        .flatMap(best -> pairs.stream().filter(p -> p.surrogate().equals(best.surrogate())))
        .filter(pair -> pair.plain() != null)
        .findFirst()
        .orElse(pairs.get(0));
  }

  private List<Outcomes> outcomes(String surrogate, String attack) {
    FinishedRun.Predictions after = run.predictions(surrogate, attack);
    Optional<int[]> wanted = run.wanted(surrogate, attack);
    int[] labels = run.images().labels();
    return targets.stream()
        .map(
            target ->
                Outcomes.of(
                    run.clean().targets().get(target), after.targets().get(target), labels, wanted))
        .toList();
  }

  private String words(GalleryChoice choice, Pair shown, int images) {
    String first =
        shown.plain() == null ? "" : ", those first that fool fewer from " + shown.plain();
    String right =
        choice.right() == targets.size()
            ? "every target gets them right"
            : "at least %s of %s targets get each right".formatted(choice.right(), targets.size());
    return "These %s of %s images were chosen after the run, to show the difference and not the rates: crafted with %s on %s, %s%s. When clean, %s."
        .formatted(
            choice.images().size(),
            images,
            shown.attack(),
            shown.surrogate(),
            choice.words(),
            first,
            right);
  }

  private void add(List<GalleryItem> items, Pair pair, List<Integer> chosen) {
    Images clean = run.images().images();
    Images adversarial = run.images(pair.surrogate(), pair.attack()).images();
    FinishedRun.Predictions after = run.predictions(pair.surrogate(), pair.attack());
    Optional<int[]> wanted = run.wanted(pair.surrogate(), pair.attack());
    List<Outcomes> outcomes = outcomes(pair.surrogate(), pair.attack());
    List<Outcomes> fromPlain =
        pair.plain() == null ? List.of() : outcomes(pair.plain(), pair.attack());
    int[] cleanOwn = run.clean().surrogates().get(pair.surrogate());
    int[] own = after.surrogates().get(pair.surrogate());
    Outcomes itself = Outcomes.of(cleanOwn, own, run.images().labels(), wanted);
    for (int i : chosen) {
      List<Prediction> onTargets = new ArrayList<>();
      for (int t = 0; t < targets.size(); t++) {
        String target = targets.get(t);
        onTargets.add(
            new Prediction(
                target,
                run.clean().targets().get(target)[i],
                after.targets().get(target)[i],
                outcomes.get(t).fooled().get(i)));
      }
      items.add(
          new GalleryItem(
              pair.surrogate(),
              pair.attack(),
              run.images().ids()[i],
              run.images().labels()[i],
              clean.height(),
              clean.width(),
              clean.channels(),
              clean.toHwc(i),
              adversarial.toHwc(i),
              new Prediction(pair.surrogate(), cleanOwn[i], own[i], itself.fooled().get(i)),
              onTargets,
              pair.plain() == null ? null : GalleryChoice.fooled(i, fromPlain)));
    }
  }
}
