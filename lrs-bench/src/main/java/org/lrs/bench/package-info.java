/** Benchmarks: {@code lrs bench} and comparisons with other implementations of the same work. */
package org.lrs.bench;
