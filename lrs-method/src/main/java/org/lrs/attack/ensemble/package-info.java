/** Published attacks that use several surrogates in another way than by their mean. */
package org.lrs.attack.ensemble;
