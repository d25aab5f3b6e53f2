/**
 * Native tensors with visible owners, gradients, and explicit randomness.
 *
 * <p>Read {@link org.lrs.tensor.Scope} first: every tensor belongs to a scope, and closing the
 * scope frees its native memory, which the garbage collector cannot see. {@link
 * org.lrs.tensor.Tensor} holds the operations that the project uses, {@link
 * org.lrs.tensor.NeuralOps} those of network layers, {@link org.lrs.tensor.Autograd} gradients and
 * gradients of gradients, {@link org.lrs.tensor.Rng} random streams keyed by purpose and image.
 *
 * <p>This is the only package that uses the bindings of libtorch.
 */
package org.lrs.tensor;
