/**
 * What an attacker may do: how far a pixel may move ({@link org.lrs.threat.Ball}) and what counts
 * as reaching the goal ({@link org.lrs.threat.Goal}).
 */
package org.lrs.threat;
