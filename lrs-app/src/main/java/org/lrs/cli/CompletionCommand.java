package org.lrs.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lrs completion}: a script that lets bash and zsh complete commands and options. */
@Command(
    name = "completion",
    header = "Print a script that completes commands and options in bash and zsh.",
    footer = "  source <(lrs completion)")
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("lrs", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
