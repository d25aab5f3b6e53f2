/** Helpers for tests: leak assertion, the optional shared data, tensor comparison. */
package org.lrs.testkit;
