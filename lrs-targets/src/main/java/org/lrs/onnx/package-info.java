/**
 * Targets that run outside the engine.
 *
 * <p>Read {@link org.lrs.onnx.OnnxTarget} first: any ONNX classifier as a {@link
 * org.lrs.evaluate.Target}. Its {@link org.lrs.onnx.OnnxTarget.Settings} define how 8-bit images
 * become the values the model was trained on; none of that is stored in an ONNX file, and a wrong
 * choice shows only as a low clean accuracy.
 */
package org.lrs.onnx;
