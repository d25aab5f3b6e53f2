/**
 * Published attacks that take or accumulate gradients in another way, or move along them
 * differently.
 */
package org.lrs.attack.gradient;
