/**
 * Help with what people write: {@link org.lrs.text.NearestName} guesses the name they meant, {@link
 * org.lrs.text.Fraction} reads their numbers.
 */
package org.lrs.text;
