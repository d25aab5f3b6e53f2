/** Root of the project; holds {@link org.lrs.Source}, the link from code to papers. */
package org.lrs;
