package org.lrs.attack;

/** The settings of an attack that has none. */
public record NoSettings() {}
