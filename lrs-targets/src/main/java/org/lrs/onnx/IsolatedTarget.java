package org.lrs.onnx;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.lrs.data.Images;
import org.lrs.evaluate.Target;
import org.lrs.onnx.OnnxTarget.Settings;
import org.lrs.onnx.Wire.Answer;

/**
 * An ONNX classifier that runs in a process of its own, so that a file that is damaged or was made
 * to harm ends that process and not this one. The scores are those of an {@link OnnxTarget}.
 *
 * <p>The process has a limited memory and, for each answer, a limited time. Owns it: close the
 * target.
 */
public final class IsolatedTarget implements Target {
  private static final Duration OPENING = Duration.ofSeconds(20);
  private static final long BYTES_PER_SECOND = 10_000_000;
  private static final int OPENINGS_PER_BATCH = 50;

  private final Settings settings;
  private final ModelProcess process;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Duration patience;
  private final int classes;
  private final int batch;
  private boolean closed;

  private IsolatedTarget(Settings settings, ModelProcess process, Duration opening)
      throws IOException {
    this.settings = settings;
    this.process = process;
    in = new DataInputStream(process.output());
    out = new DataOutputStream(new BufferedOutputStream(process.input()));
    long start = System.nanoTime();
    try (TimeLimit limit = process.limit(opening)) {
      Wire.write(out, settings);
      out.flush();
      answer();
      classes = in.readInt();
      batch = in.readInt();
    }
    // A batch takes longer than the trial, but not without end.
    patience = OPENING.plusNanos(OPENINGS_PER_BATCH * (System.nanoTime() - start));
  }

  /**
   * Starts the process, which loads the model, checks that the settings fit it, and tries it.
   *
   * @param like images of the size that will be scored, from which the memory follows
   * @throws IllegalArgumentException as {@link OnnxTarget#open}, or if the model ends the process
   *     or gives no answer
   */
  public static IsolatedTarget open(Settings settings, Images like) {
    return open(settings, like, OPENING);
  }

  /**
   * As {@link #open(Settings, Images)}.
   *
   * @param longest time to open a small model
   */
  static IsolatedTarget open(Settings settings, Images like, Duration longest) {
    long weights = OnnxFile.check(settings);
    ModelProcess process = ModelProcess.start(settings, weights, like);
    try {
      return new IsolatedTarget(settings, process, longest.plusSeconds(weights / BYTES_PER_SECOND));
    } catch (IOException e) {
      throw new IllegalArgumentException(process.death(), e);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public synchronized float[][] scores(Images images) {
    if (closed) {
      throw new IllegalStateException("target '" + name() + "' is closed; open it again");
    }
    float[][] scores = new float[images.count()][];
    for (int from = 0; from < images.count(); from += batch) {
      Images part = images.slice(from, Math.min(images.count(), from + batch));
      System.arraycopy(scores(part, from), 0, scores, from, part.count());
    }
    return scores;
  }

  private float[][] scores(Images part, int first) {
    try (TimeLimit limit = process.limit(patience)) {
      out.writeInt(first);
      Wire.write(out, part);
      out.flush();
      answer();
      return Wire.scores(in, part.count(), classes);
    } catch (IOException e) {
      throw new IllegalStateException(process.death(), e);
    }
  }

  /** Reads how an answer begins, and throws what the other process threw. */
  private void answer() throws IOException {
    int how = in.readByte();
    if (how == Answer.REFUSED.ordinal()) {
      throw new IllegalArgumentException(process.explained(in.readUTF()));
    }
    if (how == Answer.FAILED.ordinal()) {
      throw new IllegalStateException(process.explained(in.readUTF()));
    }
    if (how != Answer.DONE.ordinal()) {
      throw new IOException("an answer begins with " + how);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.close();
  }
}
