package org.lrs.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module adds to {@code lrs}.
 *
 * <p>Implementations carry picocli's {@code @Command} with a name and a header, without {@code
 * mixinStandardHelpOptions} since {@code --help} is inherited. They are found by {@link
 * java.util.ServiceLoader} and return an {@link ExitCode}.
 */
public interface Subcommand extends Callable<Integer> {}
