package org.lrs.format;

/**
 * A block of values in a PyTorch checkpoint, before its bytes are known.
 *
 * @param key name of the block in the file
 * @param dtype element type
 * @param count number of elements of the block
 * @param offset where this storage begins in the block, in elements; only legacy files use it
 */
record TorchStorage(String key, DType dtype, long count, long offset) {}
