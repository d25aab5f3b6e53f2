package org.lrs.testkit;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows a reader damaged copies of good files. Whatever comes, it must return, or refuse the file
 * in one sentence, within {@value #SECONDS} seconds and {@value #MEBIBYTES} MiB on the heap above
 * the file's size.
 *
 * <p>The system property {@code lrs.fuzz} is the number of copies of each test, {@code
 * lrs.fuzz.seed} another seed; by default a test takes about a second.
 */
public final class Fuzz {

  private static final int COPIES = Integer.getInteger("lrs.fuzz", 150);
  private static final int SECONDS = 20;
  private static final int MEBIBYTES = 512;
  private static final int LONGEST_MESSAGE = 800;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzz() {}

  /** Reads a file, as a command would. */
  public interface FileReader {
    /** Returns, or throws what the command line turns into a sentence. */
    void read(Path file) throws Exception;
  }

  /** Reads a text, as a command would. */
  public interface TextReader {
    /** Returns, or throws what the command line turns into a sentence. */
    void read(String text) throws Exception;
  }

  /**
   * Reads damaged copies of files. A refusal must name the file.
   *
   * @param file where each copy is written before it is read
   * @param samples good files of all forms that the reader knows, some KB each
   */
  public static void files(Path file, List<byte[]> samples, FileReader reader) throws Exception {
    run(
        samples,
        mutant -> {
          Files.write(file, mutant);
          return () -> reader.read(file);
        },
        String.valueOf(file.getFileName()));
  }

  /**
   * Reads damaged copies that the test made, or as many of them as {@code lrs.fuzz} says, spread
   * evenly.
   *
   * @param copies of the file that is there; it is put back in the end
   */
  public static void copies(Path file, List<byte[]> copies, FileReader reader) throws Exception {
    byte[] good = Files.readAllBytes(file);
    reader.read(file);
    int step = Math.max(1, copies.size() / COPIES);
    ExecutorService worker = Executors.newSingleThreadExecutor(Fuzz::daemon);
    try {
      for (int number = 0; number < copies.size(); number += step) {
        byte[] copy = copies.get(number);
        Files.write(file, copy);
        String named = String.valueOf(file.getFileName());
        Reading reading = () -> reader.read(file);
        complain(
            number, copy, named, complaint(worker.submit(() -> read(reading, copy.length, named))));
      }
    } finally {
      worker.shutdownNow();
      Files.write(file, good);
    }
  }

  /** Reads damaged copies of texts, such as arguments of a command. */
  public static void texts(List<String> samples, TextReader reader) throws Exception {
    List<byte[]> bytes =
        samples.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    run(bytes, mutant -> () -> reader.read(new String(mutant, StandardCharsets.UTF_8)), "");
  }

  private interface Preparation {
    Reading of(byte[] mutant) throws IOException;
  }

  private interface Reading {
    void run() throws Exception;
  }

  private static void run(List<byte[]> samples, Preparation preparation, String named)
      throws Exception {
    Mutants mutants = new Mutants(samples, Long.getLong("lrs.fuzz.seed", 0));
    ExecutorService worker = Executors.newSingleThreadExecutor(Fuzz::daemon);
    try {
      for (byte[] sample : samples) {
        preparation.of(sample).run(); // the samples themselves are good
      }
      for (int number = 0; number < COPIES; number++) {
        byte[] mutant = mutants.get(number);
        Reading reading = preparation.of(mutant);
        Future<String> done = worker.submit(() -> read(reading, mutant.length, named));
        complain(number, mutant, named, complaint(done));
      }
    } finally {
      worker.shutdownNow();
    }
  }

  private static void complain(int number, byte[] mutant, String named, String complaint)
      throws IOException {
    if (complaint != null) {
      Path kept = Files.write(Files.createTempFile("lrs-fuzz-", "-" + named), mutant);
      throw new AssertionError("mutant " + number + ", kept in " + kept + ": " + complaint);
    }
  }

  private static Thread daemon(Runnable work) {
    // As deep a stack as the main thread of a program has.
    Thread thread = new Thread(null, work, "fuzz", 8 << 20);
    thread.setDaemon(true);
    return thread;
  }

  private static String complaint(Future<String> reading) throws InterruptedException {
    try {
      return reading.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "no end within " + SECONDS + " seconds";
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** What is wrong with how the reader took it, or null. */
  @SuppressWarnings("ThreadId") // the bean asks for it
  private static String read(Reading reading, long size, String named) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    String complaint = null;
    try {
      reading.run();
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      complaint = wrongMessage(e, named);
    } catch (Throwable e) {
      complaint = "ended with " + e + firstPlaces(e);
    }
    long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before - size;
    if (complaint == null && taken > (long) MEBIBYTES << 20) {
      return "took " + (taken >> 20) + " MiB";
    }
    return complaint;
  }

  private static String wrongMessage(RuntimeException e, String named) {
    String message = String.valueOf(e.getMessage());
    String wrong = null;
    if (message.codePoints().anyMatch(Character::isISOControl)) {
      wrong = "has control characters";
    } else if (message.length() > LONGEST_MESSAGE) {
      wrong = "has " + message.length() + " characters";
    } else if (!message.contains(named)) {
      wrong = "does not name the file";
    } else if (message.contains("Exception") || message.contains("java.")) {
      wrong = "shows Java's internals";
    } else if (e instanceof NumberFormatException || message.equals("null")) {
      wrong = "is not one of ours";
    }
    return wrong == null ? null : "the message " + wrong + ": " + e + firstPlaces(e);
  }

  private static String firstPlaces(Throwable e) {
    return List.of(e.getStackTrace()).stream()
        .limit(12)
        .map(at -> "\n    at " + at)
        .reduce("", String::concat);
  }
}
