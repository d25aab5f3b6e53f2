/**
 * Finished work on disk, addressed by what it was made from, written so that {@code kill -9} at any
 * moment loses nothing that was finished. Start with {@link
 * org.lrs.experiment.store.ArtifactStore}.
 */
package org.lrs.experiment.store;
