package org.lrs.experiment.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lrs.data.Datasets;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.configuration.DataSpec;

/** One part of the data an experiment is given. */
public final class Source {

  private final DataSpec data;
  private final DataSpec.Part part;
  private String fingerprint;
  private ImageDataset read;

  /** A part of the data, of which nothing is read yet. */
  public Source(DataSpec data, DataSpec.Part part) {
    this.data = data;
    this.part = part;
  }

  /** The first images of a split of the data that comes with the program. */
  public static Source embedded(String split, int count) {
    DataSpec.Part part = new DataSpec.Part(split, 0, OptionalInt.of(count));
    return new Source(new DataSpec("embedded", Optional.empty(), part, part), part);
  }

  /** Data set and split, such as {@code cifar10/test}. */
  public String name() {
    return data.dataset() + "/" + part.split();
  }

  /** Data set, split and range in words. */
  public String describe() {
    String range =
        part.count().isPresent()
            ? part.start() + " to " + (part.start() + part.count().getAsInt() - 1)
            : "from " + part.start();
    return name() + " images " + range;
  }

  /** All that the images depend on. */
  synchronized Object parameters() {
    if (fingerprint == null) {
      fingerprint = data.digest(part.split());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("dataset", data.dataset());
    all.put("split", part.split());
    all.put("start", part.start());
    all.put("count", part.count().isPresent() ? part.count().getAsInt() : "all");
    all.put("files", fingerprint);
    return all;
  }

  /** Number of images as given; reads the data where all are used. */
  public int count() {
    return part.count().isPresent() ? part.count().getAsInt() : read().size();
  }

  /** The images; decoded once, whichever stage asks first. */
  public synchronized ImageDataset read() {
    if (read == null) {
      ImageDataset all = Datasets.open(data.dataset(), data.folder(), part.split());
      int end = part.count().isPresent() ? part.start() + part.count().getAsInt() : all.size();
      read = all.range(part.start(), end);
    }
    return read;
  }
}
