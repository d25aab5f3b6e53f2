/**
 * Help with what people write: {@link org.lrs.text.NearestName} guesses the name they meant, {@link
 * org.lrs.text.Fraction} reads their numbers, {@link org.lrs.text.Utf8} their files, {@link
 * org.lrs.text.Foreign} quotes what comes from outside, and {@link org.lrs.text.FileName} makes it
 * the name of a file.
 */
package org.lrs.text;
