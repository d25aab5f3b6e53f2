/**
 * The command line {@code lrs}: one class per command or group of commands, thin over the packages
 * that do the work.
 *
 * <p>Read {@link org.lrs.cli.LrsCommand} for the list of commands and {@link org.lrs.cli.ExitCode}
 * for what a command's exit code means. A command that lives in another module implements {@link
 * org.lrs.cli.Subcommand}.
 */
package org.lrs.cli;
