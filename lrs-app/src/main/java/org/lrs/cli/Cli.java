package org.lrs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.lrs.experiment.ProxySearch.Limits;
import org.lrs.model.InputShape;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: parses, runs, and states in one sentence what went wrong. */
public final class Cli {

  private final CommandLine commands;

  /**
   * @param out results, for people or with {@code --json} for programs
   * @param err progress, warnings and failures
   */
  public Cli(PrintWriter out, PrintWriter err) {
    commands = new CommandLine(new LrsCommand());
    for (Subcommand added : ServiceLoader.load(Subcommand.class)) {
      String name = added.getClass().getAnnotation(Command.class).name();
      commands.addSubcommand(name, added);
    }
    commands
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::wrongUsage)
        .setExecutionExceptionHandler((thrown, command, parsed) -> failed(command, thrown))
        .registerConverter(InputShape.class, Converters::shape)
        .registerConverter(Limits.class, Converters::limits);
    layOut(commands);
  }

  /** A blank line before and after a description, and a title over the examples. */
  private static void layOut(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (usage.description().length > 0) {
      List<String> lines = new ArrayList<>(List.of(usage.description()));
      lines.add("");
      usage.descriptionHeading("%n").description(lines.toArray(String[]::new));
    }
    usage.footerHeading("%nExample:%n");
    command.getSubcommands().values().forEach(Cli::layOut);
  }

  /**
   * Runs one command.
   *
   * @return its {@link ExitCode}
   */
  public int run(String... args) {
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      return failed(commands, e);
    }
  }

  /** The commands, for completion scripts and tests. */
  CommandLine commands() {
    return commands;
  }

  private int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("lrs: " + sentence(e));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    debug(command, e);
    return ExitCode.INPUT;
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      List<String> near = unmatched.getSuggestions();
      boolean option = first.startsWith("-");
      return "unknown "
          + (option ? "option '" : "command or argument '")
          + first
          + (near.isEmpty() ? "'" : "'; nearest: '" + near.get(0) + "'");
    }
    String message = e.getMessage().replaceAll("\\R", " ");
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private int failed(CommandLine command, Throwable thrown) {
    Failures.Failure failure = Failures.of(thrown);
    command.getErr().println("lrs: " + failure.sentence());
    debug(command, thrown);
    return failure.exitCode();
  }

  private static void debug(CommandLine command, Throwable thrown) {
    if (((LrsCommand) command.getCommandSpec().root().userObject()).debug()) {
      thrown.printStackTrace(command.getErr());
    }
  }
}
