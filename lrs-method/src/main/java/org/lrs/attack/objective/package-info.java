/** Published attacks that raise something else than the cross-entropy. */
package org.lrs.attack.objective;
