/**
 * Networks by name, and networks with their weights.
 *
 * <p>Read {@link org.lrs.model.Classifier} first: a network, its weights and its normalisation; a
 * {@link org.lrs.model.Surrogate} is its white-box view. {@link org.lrs.model.Architectures} builds
 * published architectures, each under the parameter names of one well-known implementation; {@link
 * org.lrs.model.NameMap} translates the names of others. One file per family of architectures.
 */
package org.lrs.model;
