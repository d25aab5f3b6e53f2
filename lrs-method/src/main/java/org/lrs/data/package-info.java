/**
 * Images, labels and their preparation.
 *
 * <p>Read {@link org.lrs.data.Images} first: the 8-bit images every target sees.
 */
package org.lrs.data;
