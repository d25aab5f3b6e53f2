package org.lrs.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lrs.data.DatasetDownload;
import org.lrs.data.DatasetSource;
import org.lrs.data.Datasets;
import org.lrs.report.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs data}: the data sets that can be named in specs, and how to get them. */
@Command(
    name = "data",
    header = "List the data sets, or fetch one.",
    footer = {"", "Example:", "  lrs data get cifar10"},
    subcommands = {DataCommand.ListAll.class, DataCommand.Get.class})
final class DataCommand implements Runnable {

  private static final double MEGABYTE = 1e6;

  @Mixin private Output output;

  /** One data set: where its files come from, if they can be fetched. */
  record Summary(String name, List<String> addresses, Long bytes, String terms) {}

  @Override
  public void run() {
    list(output);
  }

  private static void list(Output output) {
    List<Summary> all = Datasets.kinds().stream().map(DataCommand::summary).toList();
    output.print(all, () -> text(all));
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

  private static String text(List<Summary> all) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("dataset", "to fetch", "what it is"));
    for (Summary one : all) {
      String size = one.bytes() == null ? "-" : megabytes(one.bytes());
      rows.add(List.of(one.name(), size, one.terms()));
    }
    return Grid.aligned(rows);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
  }

  /** {@code lrs data list}. */
  @Command(
      name = "list",
      header = "List the data sets specs can name.",
      footer = {"", "Example:", "  lrs data list --json"})
  static final class ListAll implements Runnable {
    @Mixin private Output output;

    @Override
    public void run() {
      list(output);
    }
  }

  /** {@code lrs data get NAME}. */
  @Command(
      name = "get",
      header = "Download a data set from its official place, checked against its checksums.",
      description = {
        "",
        "An interrupted download resumes. Without a network, bring the published"
            + " files by other means and name their folder with --from.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  lrs data get cifar10 --out data/cifar10",
        "  lrs data get cifar10 --from ~/Downloads/cifar-10-binary.tar.gz"
      })
  static final class Get implements Work {
    /** What was fetched. */
    record Fetched(String dataset, Path folder, List<String> files) {}

    @Mixin private Output output;

    @Parameters(paramLabel = "NAME", description = "Name of the data set, see 'lrs data list'.")
    private String name;

    @Option(
        names = {"-o", "--out", "--dir"},
        paramLabel = "DIR",
        description = "Folder for the files (default: data/NAME).")
    private Path out;

    @Option(
        names = "--from",
        paramLabel = "FILE",
        description = "Take the published files from here: a folder, or the file itself.")
    private Path from;

    @Option(
        names = "--mirror",
        paramLabel = "URL",
        description = "Download the same files from another address.")
    private URI mirror;

    @Override
    public void run() throws IOException {
      DatasetSource published = DatasetSource.of(name);
      DatasetSource source = mirror == null ? published : published.at(mirror);
      Path folder = out == null ? Path.of("data", name) : out;
      DatasetDownload download = new DatasetDownload(source);
      if (from != null) {
        download.takeFrom(from, folder);
      } else {
        fetch(download, folder);
      }
      List<String> files = source.files().stream().map(DatasetSource.RemoteFile::name).toList();
      output.print(
          new Fetched(name, folder, files),
          () -> "%s is in %s (%s)%n".formatted(name, folder, source.terms()));
    }

    private void fetch(DatasetDownload download, Path folder) throws IOException {
      try (ProgressLine line = ProgressLine.on(output.err());
          Interruption hint = Interruption.during(line, "the same command resumes the download")) {
        download.into(
            folder,
            (file, done, total) ->
                line.update(
                    done / (double) total,
                    "%s, %s of %s".formatted(file, megabytes(done), megabytes(total))));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted; the same command resumes the download", e);
      }
    }
  }
}
