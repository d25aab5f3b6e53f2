package org.lrs.cli;

import org.lrs.experiment.Version;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code lrs}: only a parent of the others. */
@Command(
    name = "lrs",
    header = "How well does an image classifier withstand black-box transfer attacks?",
    description =
        "Refines a surrogate with Lipschitz regularisation (LRS), crafts adversarial images on it,"
            + " scores them on targets it did not use, and reports.",
    subcommands = {
      ExperimentCommands.QuickstartCommand.class,
      ExperimentCommands.RunCommand.class,
      ExperimentCommands.PlanCommand.class,
      ExperimentCommands.SweepCommand.class,
      ExperimentCommands.TrainCommand.class,
      RefineCommand.class,
      AttackCommand.class,
      EvaluateCommand.class,
      VerifyCommand.class,
      AnalyzeCommand.class,
      ExperimentCommands.ReportCommand.class,
      CompareCommand.class,
      ModelsCommand.class,
      AttacksCommand.class,
      DataCommand.class
    },
    versionProvider = LrsCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:a fault of the program, please report it",
      "  2:wrong usage or bad input",
      "  3:the work failed: disk, permission, memory, network, diverged loss",
      "  4:'verify' found images that break a rule",
      "129, 130, 143:interrupted; the same command resumes",
      "141:the output was closed by its reader"
    },
    footer = {
      "  lrs quickstart",
      "",
      "'lrs COMMAND --help' describes one command and has an example."
    })
final class LrsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "On failure, show where it happened.")
  private boolean debug;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command");
  }

  @Command(
      name = "completion",
      header = "Print a script that completes commands and options in bash and zsh.",
      footer = "  source <(lrs completion)")
  void completion() {
    spec.commandLine().getOut().print(AutoComplete.bash("lrs", spec.commandLine()));
    spec.commandLine().getOut().flush();
  }

  boolean debug() {
    return debug;
  }

  /** The program's version, read only when needed. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String commit = Version.commit().map(c -> " (" + c.substring(0, 12) + ")").orElse("");
      return new String[] {"lrs " + Version.number() + commit};
    }
  }
}
