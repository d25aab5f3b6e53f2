/**
 * Networks by name, and networks with their numbers.
 *
 * <p>{@link org.lrs.model.Architectures} builds published architectures, each under the parameter
 * names of one well-known implementation; {@link org.lrs.model.NameMap} translates the names of
 * others. One file per family of architectures.
 */
package org.lrs.model;
