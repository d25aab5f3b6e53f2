package org.lrs.threat;

/**
 * What the attacker may change and what it aims at.
 *
 * @param ball allowed perturbations
 * @param goal what counts as success
 */
public record ThreatModel(Ball ball, Goal goal) {}
