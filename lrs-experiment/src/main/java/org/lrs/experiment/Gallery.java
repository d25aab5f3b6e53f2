package org.lrs.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lrs.data.Images;
import org.lrs.report.RunReport.GalleryItem;
import org.lrs.report.RunReport.Prediction;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;

/**
 * A few images to look at: the first of those that most targets get right when clean, the same for
 * every surrogate and attack, chosen without a look at the adversarial ones.
 */
final class Gallery {

  private static final int IMAGES = 4;

  private final FinishedRun run;

  Gallery(FinishedRun run) {
    this.run = run;
  }

  List<GalleryItem> items() {
    int[] chosen = choose();
    List<GalleryItem> items = new ArrayList<>();
    for (Surrogate surrogate : run.results().surrogates()) {
      for (RunResults.Attack attack : run.results().attacks()) {
        if (run.ran(surrogate.name(), attack.name())) {
          add(items, surrogate.name(), attack.name(), chosen);
        }
      }
    }
    return items;
  }

  private int[] choose() {
    int[] labels = run.images().labels();
    Collection<int[]> seen = run.clean().targets().values();
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted(Comparator.comparing(i -> -seen.stream().filter(c -> c[i] == labels[i]).count()))
        .limit(IMAGES)
        .mapToInt(i -> i)
        .toArray();
  }

  private void add(List<GalleryItem> items, String surrogate, String attack, int[] chosen) {
    Images clean = run.images().images();
    Images adversarial = run.images(surrogate, attack).images();
    FinishedRun.Predictions after = run.predictions(surrogate, attack);
    for (int i : chosen) {
      List<Prediction> predictions = new ArrayList<>();
      add(predictions, run.clean().surrogates(), after.surrogates(), i);
      add(predictions, run.clean().targets(), after.targets(), i);
      items.add(
          new GalleryItem(
              surrogate,
              attack,
              run.images().ids()[i],
              run.images().labels()[i],
              clean.height(),
              clean.width(),
              clean.channels(),
              clean.toHwc(i),
              adversarial.toHwc(i),
              predictions));
    }
  }

  private static void add(
      List<Prediction> all, Map<String, int[]> clean, Map<String, int[]> adversarial, int image) {
    adversarial.forEach(
        (name, own) -> all.add(new Prediction(name, clean.get(name)[image], own[image])));
  }
}
