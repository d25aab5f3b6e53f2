package org.lrs.experiment.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.lrs.experiment.store.ArtifactStore.WorkArea;

/** What a running stage may use: its inputs, its folders and a listener. */
public final class StageRun {

  /** Listens to one stage. */
  interface Listener {
    void advance(double fraction, String note);

    void measured(Map<String, Double> figures);

    void warn(String sentence);
  }

  private final Function<Stage<?>, Path> inputs;
  private final WorkArea area;
  private final Listener listener;

  StageRun(Function<Stage<?>, Path> inputs, WorkArea area, Listener listener) {
    this.inputs = inputs;
    this.area = area;
    this.listener = listener;
  }

  /** Folder of an input's result, not to be changed. */
  public Path input(Stage<?> stage) {
    return inputs.apply(stage);
  }

  /** Empty folder that becomes the result. */
  public Path output() {
    return area.output();
  }

  /** Folder that outlives a killed process. */
  public Path checkpoint() {
    return area.checkpoint();
  }

  /**
   * Reports how far the stage is.
   *
   * @param fraction share of the work that is done, 0 to 1
   * @param note a few words, such as {@code epoch 2, loss 0.41}; may be empty
   */
  public void advance(double fraction, String note) {
    listener.advance(fraction, note);
  }

  /**
   * Reports figures that change while the stage runs, such as the loss.
   *
   * @param figures by name, those that were measured now
   */
  public void measured(Map<String, Double> figures) {
    listener.measured(figures);
  }

  /** Warns the user of something that does not stop the stage. */
  public void warn(String sentence) {
    listener.warn(sentence);
  }
}
