/** Published attacks that change how gradients flow through the surrogate. */
package org.lrs.attack.backward;
