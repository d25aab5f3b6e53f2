package org.lrs.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    int[] right = new int[labels.length];
    for (int[] predictions : run.clean().targets().values()) {
      for (int i = 0; i < labels.length; i++) {
        right[i] += predictions[i] == labels[i] ? 1 : 0;
      }
    }
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -right[i]).thenComparingInt(i -> i))
        .limit(IMAGES)
        .mapToInt(i -> i)
        .toArray();
  }

  private void add(List<GalleryItem> items, String surrogate, String attack, int[] chosen) {
    Images clean = run.images().images();
    Images adversarial = run.images(surrogate, attack).images();
    SavedPredictions after = run.predictions(surrogate, attack);
    for (int i : chosen) {
      List<Prediction> predictions = new ArrayList<>();
      after
          .surrogates()
          .forEach(
              (name, own) ->
                  predictions.add(
                      new Prediction(name, run.clean().surrogates().get(name)[i], own[i])));
      after
          .targets()
          .forEach(
              (name, own) ->
                  predictions.add(
                      new Prediction(name, run.clean().targets().get(name)[i], own[i])));
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
}
