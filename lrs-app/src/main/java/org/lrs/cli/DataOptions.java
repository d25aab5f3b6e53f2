package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.lrs.Range;
import org.lrs.data.Datasets;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.store.HashedFile;
import org.lrs.text.NearestName;
import picocli.CommandLine.Option;

/** Options that name images. */
final class DataOptions {

  @Option(
      names = {"-d", "--dataset"},
      defaultValue = "embedded",
      paramLabel = "NAME",
      description = "Data set, see 'lrs data' (default: ${DEFAULT-VALUE}).")
  private String dataset;

  @Option(
      names = {"-p", "--path"},
      paramLabel = "PATH",
      description = "Where its files are: a folder or an archive.")
  private Path path;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "Part of it: train or test (default: test, for 'refine' train).")
  private String split;

  @Option(
      names = "--start",
      defaultValue = "0",
      paramLabel = "N",
      description = "First image (default: ${DEFAULT-VALUE}).")
  private int start;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Number of images (default: all; for 'analyze' see there).")
  private Integer count;

  /**
   * The images.
   *
   * @param usualSplit if the user named none
   * @throws IllegalArgumentException if the options do not fit
   */
  Source source(String usualSplit) throws NoSuchFileException {
    return source(split == null ? usualSplit : split, start, count);
  }

  /**
   * The images, or some of them if the user gave no count.
   *
   * @param usualCount number of images then, or all there are
   */
  Source source(String usualSplit, int usualCount) throws NoSuchFileException {
    if (count == null) {
      count = Math.min(usualCount, Math.max(1, source(usualSplit).read().size()));
    }
    return source(usualSplit);
  }

  /** All test images, to measure an accuracy on. */
  Source test() throws NoSuchFileException {
    return source("test", 0, null);
  }

  private Source source(String part, int from, Integer limit) throws NoSuchFileException {
    NearestName.require("dataset", dataset, Datasets.kinds());
    Range.checkAtLeast("--start", start, 0);
    if (count != null) {
      Range.checkAtLeast("--count", count, 1);
    }
    Range.require(
        isEmbedded() == (path == null),
        path == null
            ? "dataset '%s' needs --path, the place of its files".formatted(dataset)
            : "dataset 'embedded' comes with lrs and takes no --path; name another --dataset");
    if (path != null && !Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return new Source(
        dataset,
        Optional.ofNullable(path).map(HashedFile::new).map(place -> place.ofData(dataset)),
        part,
        from,
        limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
  }

  /** Whether the images come with the program. */
  boolean isEmbedded() {
    return dataset.equals("embedded");
  }
}
