/**
 * Where networks come from: {@link org.lrs.experiment.network.NetworkRef} is one way from weights
 * to predictions, and for most kinds to gradients too. A new kind of model is a new case of it.
 */
package org.lrs.experiment.network;
