package org.lrs.refine;

import org.lrs.Published;

/**
 * A published refinement: a record of its settings, found by {@link java.util.ServiceLoader}.
 *
 * <p>Its constructor without arguments gives the default settings. It adds itself to a {@link
 * Training}: terms of the loss, a step rule, an outcome, or plain settings.
 */
public interface Refinement {

  /** The training with this refinement; what it leaves alone another one may set. */
  Training addTo(Training training);

  /** The same refinement with its settings of a preset, where they differ from the default's. */
  default Refinement under(Preset preset) {
    return this;
  }

  /** Published facts: name, paper, formula. */
  default Published facts() {
    return getClass().getAnnotation(Published.class);
  }

  /** Name in specs: {@code lrs-f}. */
  default String name() {
    return facts().name();
  }
}
