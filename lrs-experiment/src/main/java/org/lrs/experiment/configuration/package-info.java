/**
 * Experiments as written by people: YAML read strictly into records. Every mistake is reported with
 * file and line and the nearest valid name.
 */
package org.lrs.experiment.configuration;
