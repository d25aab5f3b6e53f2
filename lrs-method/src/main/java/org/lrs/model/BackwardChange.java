package org.lrs.model;

import java.util.function.UnaryOperator;
import org.lrs.nn.Network;

/**
 * A change of a surrogate's graph that attacks use: other gradients through the same weights (SGM,
 * LinBP), or layers that draw at random (ghost networks). It is applied to the folded network, and
 * keeps the names of its parameters.
 */
@FunctionalInterface
public interface BackwardChange extends UnaryOperator<Network> {}
