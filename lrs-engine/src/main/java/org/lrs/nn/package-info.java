/**
 * Networks as graphs of layers over named parameters.
 *
 * <p>A {@link org.lrs.nn.Network} is an immutable list of {@link org.lrs.nn.Layer}s, built once by
 * a {@link org.lrs.nn.NetworkBuilder}; it holds no weights. Weights live in a {@link
 * org.lrs.nn.StateDict}, under the names of published checkpoints. Because the graph is data, the
 * same network can be run for training, folded ({@link org.lrs.nn.Folding}), or turned into a fast
 * view that gives input gradients only ({@link org.lrs.nn.GradientView}).
 */
package org.lrs.nn;
