package org.lrs.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.lrs.data.DatasetDownload;
import org.lrs.data.DatasetSource;
import org.lrs.data.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs data}: the data sets that can be named in specs, and how to get them. */
@Command(
    name = "data",
    header = "List the data sets, or fetch one.",
    footer = "  lrs data get cifar10")
final class DataCommand implements Runnable {

  private static final double MEGABYTE = 1e6;
  private static final String RESUME = "the same command resumes the download";

  @Mixin private Output output;

  /** One data set: where its files come from, if they can be fetched. */
  record Summary(String name, List<String> addresses, Long bytes, String terms) {}

  @Override
  public void run() {
    list(output);
  }

  @Command(
      name = "list",
      header = "List the data sets specs can name.",
      footer = "  lrs data list --json")
  void list(@Mixin Output listed) {
    List<Summary> all = Datasets.kinds().stream().map(DataCommand::summary).toList();
    listed.print(
        all,
        () ->
            Output.table(
                List.of("dataset", "to fetch", "what it is"),
                all,
                one ->
                    List.of(
                        one.name(),
                        one.bytes() == null ? "-" : megabytes(one.bytes()),
                        one.terms())));
  }

  private static Summary summary(String kind) {
    if (!DatasetSource.names().contains(kind)) {
      return new Summary(kind, List.of(), null, own(kind));
    }
    DatasetSource source = DatasetSource.of(kind);
    List<String> addresses =
        source.files().stream().map(file -> source.base().resolve(file.name()).toString()).toList();
    return new Summary(kind, addresses, source.bytes(), source.terms());
  }

  private static String own(String kind) {
    return switch (kind) {
      case "embedded" -> "a part of Fashion-MNIST that comes with the program";
      case "image-folder" -> "your PNG and JPEG files, one folder per class";
      case "npy" -> "your NumPy arrays images.npy and labels.npy";
      default -> "your files";
    };
  }

  private static String megabytes(long bytes) {
    return Output.format("%.0f MB", bytes / MEGABYTE);
  }

  /** What was fetched. */
  record Fetched(String dataset, Path folder, List<String> files) {}

  @Command(
      name = "get",
      header = "Download a data set from its official place, checked against its checksums.",
      description =
          "An interrupted download resumes. Without a network, bring the published"
              + " files by other means and name their folder with --from.",
      footer = {
        "  lrs data get cifar10 --out data/cifar10",
        "  lrs data get cifar10 --from ~/Downloads/cifar-10-binary.tar.gz"
      })
  void get(
      @Parameters(paramLabel = "NAME", description = "Name of the data set, see 'lrs data list'.")
          String name,
      @Option(
              names = {"-o", "--out", "--dir"},
              paramLabel = "DIR",
              description = "Folder for the files (default: data/NAME).")
          Path out,
      @Option(
              names = "--from",
              paramLabel = "FILE",
              description = "Take the published files from here: a folder, or the file itself.")
          Path from,
      @Option(
              names = "--mirror",
              paramLabel = "URL",
              description = "Download the same files from another address.")
          URI mirror,
      @Mixin Output fetched)
      throws IOException {
    DatasetSource published = DatasetSource.of(name);
    DatasetSource source = mirror == null ? published : published.at(mirror);
    Path folder = out == null ? Path.of("data", name) : out;
    DatasetDownload download = new DatasetDownload(source);
    if (from != null) {
      download.takeFrom(from, folder);
    } else {
      fetch(download, folder, fetched);
    }
    List<String> files = source.files().stream().map(DatasetSource.RemoteFile::name).toList();
    fetched.print(
        new Fetched(name, folder, files),
        () -> "%s is in %s (%s)%n".formatted(name, folder, source.terms()));
  }

  private static void fetch(DatasetDownload download, Path folder, Output fetched)
      throws IOException {
    try (ProgressLine line = ProgressLine.on(fetched.err(), RESUME)) {
      download.into(
          folder,
          (file, done, total) ->
              line.update(
                  done / (double) total,
                  "%s, %s of %s".formatted(file, megabytes(done), megabytes(total))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; " + RESUME, e);
    }
  }
}
