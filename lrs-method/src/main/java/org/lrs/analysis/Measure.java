package org.lrs.analysis;

import java.lang.reflect.ParameterizedType;
import java.util.function.DoubleConsumer;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Rng;

/**
 * Something that is measured on one network at labelled images. An implementation is a record of
 * its settings, so that the same record, network, images and seed give the same figures.
 *
 * @param <R> the figures, a record
 */
public interface Measure<R> {

  /** Short name, such as {@code hessian-eigenvalue}. */
  String name();

  /** Type of the figures. */
  @SuppressWarnings("unchecked")
  default Class<R> result() {
    ParameterizedType measure = (ParameterizedType) getClass().getGenericInterfaces()[0];
    return (Class<R>) measure.getActualTypeArguments()[0];
  }

  /** Rough work: passes of one image through the network, where there are so many images. */
  double cost(int images);

  /**
   * Measures.
   *
   * @param rng root of random draws, keyed by image
   * @param progress called with the share of the work that is done
   */
  R of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress);
}
