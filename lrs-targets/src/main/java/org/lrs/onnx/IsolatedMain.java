package org.lrs.onnx;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lrs.data.Images;
import org.lrs.onnx.OnnxTarget.Settings;
import org.lrs.onnx.Wire.Answer;
import org.lrs.text.Foreign;

/**
 * The process in which an {@link IsolatedTarget} runs its model: reads settings and images from
 * standard input and writes scores to standard output, until the input ends.
 */
final class IsolatedMain {
  private static final int LONGEST_MESSAGE = 2000;

  /** What answers a request. */
  private interface Work {
    void answer() throws IOException;
  }

  private final DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
  private final DataOutputStream out =
      new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  private OnnxTarget target;

  private IsolatedMain() {}

  /** Answers requests. */
  public static void main(String[] args) {
    // Answers only: a library that prints must not come between them.
    System.setOut(System.err);
    new IsolatedMain().serve();
  }

  /** Reads in this thread and computes in another, so that the end of the input is noticed. */
  private void serve() {
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      Settings settings = Wire.settings(in);
      worker.execute(() -> answer(() -> open(settings)));
      while (true) {
        int first = in.readInt();
        Images images = Wire.images(in);
        worker.execute(() -> answer(() -> score(images, first)));
      }
    } catch (IOException end) {
      // No more requests: lrs has what it needs, or is no more.
      leave();
    }
  }

  private void open(Settings settings) throws IOException {
    target = OnnxTarget.open(settings);
    out.writeByte(Answer.DONE.ordinal());
    out.writeInt(target.classes());
    out.writeInt(target.batch());
  }

  private void score(Images images, int first) throws IOException {
    float[][] scores = target.scores(images, first);
    out.writeByte(Answer.DONE.ordinal());
    Wire.write(out, scores);
  }

  /** Why ONNX Runtime is not there: its library is unpacked into the temporary folder first. */
  private static String unloaded(LinkageError e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "ONNX Runtime cannot be loaded from the temporary folder "
        + Foreign.text(System.getProperty("java.io.tmpdir"))
        + ", which needs space and must let programs run ("
        + Foreign.text(root.getMessage())
        + "); name another one with JAVA_OPTS=-Djava.io.tmpdir=FOLDER";
  }

  private void answer(Work work) {
    try {
      try {
        work.answer();
      } catch (IllegalArgumentException e) {
        fail(Answer.REFUSED, e.getMessage());
      } catch (RuntimeException e) {
        fail(Answer.FAILED, e instanceof IllegalStateException ? e.getMessage() : e.toString());
      } catch (LinkageError e) {
        fail(Answer.FAILED, unloaded(e));
      } catch (Error e) {
        // Out of memory, mostly: as if the model had ended the process.
        Runtime.getRuntime().halt(1);
      }
      out.flush();
    } catch (IOException gone) {
      leave();
    }
  }

  /** Ends at once, whatever the model is doing. */
  private static void leave() {
    // Native libraries are unpacked there; a process that was killed leaves that to its parent.
    ModelProcess.delete(Path.of(System.getProperty("java.io.tmpdir")));
    Runtime.getRuntime().halt(0);
  }

  private void fail(Answer how, String message) throws IOException {
    out.writeByte(how.ordinal());
    out.writeUTF(Foreign.text(message, LONGEST_MESSAGE));
  }
}
