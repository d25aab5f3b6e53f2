/**
 * Images, labels and their preparation.
 *
 * <p>Read {@link org.lrs.data.Images} first: the 8-bit images every target sees. {@link
 * org.lrs.data.Datasets} reads published formats into an {@link org.lrs.data.ImageDataset}, {@link
 * org.lrs.data.DatasetDownload} fetches them.
 */
package org.lrs.data;
