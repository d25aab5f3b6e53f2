/**
 * Readers and writers of weight and array files: safetensors, PyTorch checkpoints, npy.
 *
 * <p>Read {@link org.lrs.format.Checkpoints} first: it distinguishes the formats. Everything is
 * read into {@link org.lrs.format.HostTensor}s, without executing anything that a file contains. A
 * bad file ends in a {@link org.lrs.format.FormatException} that names it. JSON files of every
 * package go through {@link org.lrs.format.JsonRecords}.
 */
package org.lrs.format;
