/** Help with what people write: {@link org.lrs.text.NearestName} guesses the name they meant. */
package org.lrs.text;
