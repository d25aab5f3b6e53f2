/** Published attacks, each a composition of the pieces in {@code org.lrs.attack}. */
package org.lrs.attack.recipe;
