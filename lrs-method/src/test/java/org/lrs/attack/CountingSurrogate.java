package org.lrs.attack;

import java.util.ArrayList;
import java.util.List;
import org.lrs.model.LayeredSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** A surrogate that counts how often it is asked; closing it closes the counted one. */
public final class CountingSurrogate implements LayeredSurrogate {
  private final Surrogate counted;
  private final List<Draws> draws = new ArrayList<>();
  private int logits;

  /** Counts for a surrogate. */
  public CountingSurrogate(Surrogate counted) {
    this.counted = counted;
  }

  /** Runs that could be reversed: gradient evaluations. */
  public int passes() {
    return draws.size();
  }

  /** What each of these runs was given to draw from. */
  public List<Draws> draws() {
    return List.copyOf(draws);
  }

  /** Runs for the logits alone. */
  public int forwards() {
    return logits;
  }

  @Override
  public Tensor logits(Tensor images) {
    logits++;
    return counted.logits(images);
  }

  @Override
  public Pass forward(Tensor images, Draws draws) {
    this.draws.add(draws);
    return counted.forward(images, draws);
  }

  @Override
  public LayersPass forward(Tensor images, List<String> layers, Draws draws) {
    this.draws.add(draws);
    return LayeredSurrogate.of(counted).forward(images, layers, draws);
  }

  @Override
  public List<String> layers() {
    return LayeredSurrogate.of(counted).layers();
  }

  @Override
  public List<String> trunk() {
    return LayeredSurrogate.of(counted).trunk();
  }

  @Override
  public int classes() {
    return counted.classes();
  }

  @Override
  public void close() {
    counted.close();
  }
}
