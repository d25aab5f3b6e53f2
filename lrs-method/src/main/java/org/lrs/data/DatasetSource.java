package org.lrs.data;

import java.net.URI;
import java.util.List;
import org.lrs.Range;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;

/**
 * Where a published data set is downloaded from.
 *
 * @param dataset its kind in {@link Datasets}
 * @param base address the file names are appended to, ends with a slash
 * @param files the files to fetch
 * @param terms in a sentence, who made the data and how it may be used
 */
public record DatasetSource(String dataset, URI base, List<RemoteFile> files, String terms) {

  /**
   * A published file.
   *
   * @param name its name at the source and in the folder
   * @param bytes its size
   * @param md5 its MD5 sum as its publisher states it (none states a SHA-256)
   */
  public record RemoteFile(String name, long bytes, String md5) {}

  public DatasetSource {
    files = List.copyOf(files);
    Range.require(
        List.of("http", "https").contains(String.valueOf(base.getScheme()))
            && base.getHost() != null
            && base.toString().endsWith("/"),
        "address of a source must start with https:// or http:// and end with /, got "
            + Foreign.text(base.toString()));
  }

  private static final List<DatasetSource> KNOWN =
      List.of(
          new DatasetSource(
              "mnist",
              // The original site no longer serves the files; this is the copy PyTorch uses.
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              List.of(
                  file("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                  file("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
                  file("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
                  file("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c")),
              "MNIST by Yann LeCun, Corinna Cortes and Christopher Burges"),
          new DatasetSource(
              "fashion-mnist",
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              List.of(
                  file(
                      "train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                  file("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                  file("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                  file("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310")),
              "Fashion-MNIST by Zalando SE, MIT licence"),
          new DatasetSource(
              "cifar10",
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              List.of(
                  file("cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")),
              "CIFAR-10 by Alex Krizhevsky, Vinod Nair and Geoffrey Hinton"),
          new DatasetSource(
              "cifar100",
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              List.of(
                  file("cifar-100-binary.tar.gz", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8")),
              "CIFAR-100 by Alex Krizhevsky, Vinod Nair and Geoffrey Hinton"));

  private static RemoteFile file(String name, long bytes, String md5) {
    return new RemoteFile(name, bytes, md5);
  }

  /** The data sets that can be downloaded. */
  public static List<String> names() {
    return KNOWN.stream().map(DatasetSource::dataset).toList();
  }

  /**
   * The source of a data set.
   *
   * @throws IllegalArgumentException if it has none, suggesting the nearest
   */
  public static DatasetSource of(String dataset) {
    return KNOWN.stream()
        .filter(source -> source.dataset.equals(dataset))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NearestName.sentence("downloadable dataset", dataset, names())));
  }

  /** The same files at another address, such as a mirror. */
  public DatasetSource at(URI mirror) {
    return new DatasetSource(dataset, mirror, files, terms);
  }

  /** Sum of the files' sizes. */
  public long bytes() {
    return files.stream().mapToLong(RemoteFile::bytes).sum();
  }
}
