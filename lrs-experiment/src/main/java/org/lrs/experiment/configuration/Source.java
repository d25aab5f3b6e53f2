package org.lrs.experiment.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.lrs.Range;
import org.lrs.data.Datasets;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.store.HashedFile;

/** Images of a data set, decoded once, when they are first needed. */
public final class Source {

  private final String dataset;
  private final Optional<HashedFile> path;
  private final String split;
  private final int start;
  private final OptionalInt limit;
  private String fingerprint;
  private ImageDataset read;
  private int all;

  /**
   * A part of a data set, in its order, of which nothing is read yet.
   *
   * @param dataset name of the format or data set, such as {@code cifar10} or {@code npy}
   * @param path file or folder; empty for data that comes with the program
   * @param split name of the split, such as {@code train} or {@code test}
   * @param start first image, from 0
   * @param limit number of images; empty for all that follow
   * @throws IllegalArgumentException for images that no data set can have
   */
  public Source(
      String dataset, Optional<HashedFile> path, String split, int start, OptionalInt limit) {
    Range.require(
        start >= 0 && (long) start + limit.orElse(0) <= Integer.MAX_VALUE,
        "start and count must name images from 0 on, got start "
            + start
            + limit.stream().mapToObj(n -> " and count " + n).collect(Collectors.joining()));
    this.dataset = dataset;
    this.path = path;
    this.split = split;
    this.start = start;
    this.limit = limit;
  }

  /** The first images of a split of the data that comes with the program. */
  public static Source embedded(String split, int count) {
    return new Source("embedded", Optional.empty(), split, 0, OptionalInt.of(count));
  }

  /** Some of these images, the first of them counted from 0. */
  public Source part(int from, int count) {
    return new Source(dataset, path, split, start + from, OptionalInt.of(count));
  }

  /** Name of the format or data set. */
  public String dataset() {
    return dataset;
  }

  /** Name of the split. */
  public String split() {
    return split;
  }

  /** Where its files are; empty for data that comes with the program. */
  public Optional<HashedFile> path() {
    return path;
  }

  /** Number of images as given; empty for all that follow. */
  OptionalInt limit() {
    return limit;
  }

  /** Data set and split, such as {@code cifar10/test}. */
  public String name() {
    return dataset + "/" + split;
  }

  /** Data set, split and range in words. */
  public String describe() {
    return name()
        + " images "
        + (limit.isPresent() ? start + " to " + (start + limit.getAsInt() - 1) : "from " + start);
  }

  /** All that the images depend on, with the SHA-256 of the files, or of pixels without files. */
  public synchronized Object parameters() {
    if (fingerprint == null) {
      fingerprint = path.map(HashedFile::digest).orElseGet(() -> whole().digest());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("dataset", dataset);
    all.put("split", split);
    all.put("start", start);
    all.put("count", limit.isPresent() ? limit.getAsInt() : "all");
    all.put("files", fingerprint);
    return all;
  }

  /** Number of images; reads the data where all are used. */
  public synchronized int count() {
    if (limit.isEmpty() && all == 0) {
      all = read().size();
    }
    return limit.orElse(all);
  }

  /** The images; decoded once, whichever stage asks first. */
  public synchronized ImageDataset read() {
    if (read == null) {
      ImageDataset all = whole();
      read = all.range(start, limit.isPresent() ? start + limit.getAsInt() : all.size());
      Range.require(
          read.size() > 0,
          describe() + " are none, of " + all.size() + "; change start, split or path");
    }
    return read;
  }

  /** As {@link #read}, and forgets them, so that they take no memory where nobody else asks. */
  public synchronized ImageDataset readOnce() {
    ImageDataset images = read();
    read = null;
    return images;
  }

  private ImageDataset whole() {
    return Datasets.open(dataset, path.map(HashedFile::path).orElse(null), split);
  }
}
