/**
 * Helpers for tests: leak assertion, the optional shared data, tensor comparison, damaged files.
 */
package org.lrs.testkit;
