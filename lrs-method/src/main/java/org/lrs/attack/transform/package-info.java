/** Published attacks that change the image before its gradient is taken. */
package org.lrs.attack.transform;
