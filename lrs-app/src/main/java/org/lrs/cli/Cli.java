package org.lrs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.lrs.experiment.SearchLimits;
import org.lrs.model.InputShape;
import org.lrs.refine.DivergedException;
import org.lrs.tensor.NativeException;
import org.lrs.text.Foreign;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: parses, runs, and states in one sentence what went wrong. */
public final class Cli {

  /** What fails although the input was fine. */
  private static final List<Class<? extends Throwable>> WORK =
      List.of(
          IOException.class,
          UncheckedIOException.class,
          IllegalStateException.class,
          NativeException.class,
          DivergedException.class,
          OutOfMemoryError.class);

  /** Whatever a message quotes, a terminal shows it as one sentence. */
  private static final int LONGEST_MESSAGE = 2000;

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
        // A name may begin with '@': it is no file of arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(this::wrongUsage)
        .setExecutionExceptionHandler((thrown, command, parsed) -> failed(command, thrown))
        .registerConverter(InputShape.class, Converters::shape)
        .registerConverter(SearchLimits.class, Converters::limits)
        .registerConverter(Path.class, Converters::path);
    Converters.numbers(commands);
    layOut(commands);
  }

  /** A blank line before and after a description, and a title over the examples. */
  private static void layOut(CommandLine command) {
    // A quotation mark is a character as any other: names may hold one.
    command.getCommandSpec().parser().splitQuotedStrings(true);
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
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
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
    err.println("lrs: " + Foreign.text(sentence(e), LONGEST_MESSAGE));
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
    boolean bare =
        thrown instanceof UncheckedIOException
            && message(thrown).equals(String.valueOf(thrown.getCause()));
    Throwable why = bare ? thrown.getCause() : thrown;
    command.getErr().println("lrs: " + Foreign.text(sentence(why), LONGEST_MESSAGE));
    debug(command, thrown);
    return exitCode(why);
  }

  private static void debug(CommandLine command, Throwable thrown) {
    if (((LrsCommand) command.getCommandSpec().root().userObject()).debug()) {
      thrown.printStackTrace(command.getErr());
    }
  }

  private static int exitCode(Throwable thrown) {
    if (thrown instanceof IllegalArgumentException
        || isOverflow(thrown)
        || thrown instanceof NoSuchFileException
        || thrown instanceof StackOverflowError) {
      return ExitCode.INPUT;
    }
    return NativeFailure.is(thrown) || WORK.stream().anyMatch(type -> type.isInstance(thrown))
        ? ExitCode.FAILED
        : ExitCode.FAULT;
  }

  /** Whether sizes or numbers of the input have a product that cannot be counted. */
  private static boolean isOverflow(Throwable thrown) {
    return thrown instanceof ArithmeticException && message(thrown).endsWith(" overflow");
  }

  private static String sentence(Throwable thrown) {
    String message = message(thrown);
    if (thrown instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (thrown instanceof AccessDeniedException denied) {
      return "no permission to use " + denied.getFile();
    }
    if (thrown instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory (%s); use fewer images, or give Java more with JAVA_OPTS=-Xmx8g"
          .formatted(message);
    }
    if (isOverflow(thrown)) {
      return "a size or a number of the input is too large to be computed with (%s)"
          .formatted(message);
    }
    if (thrown instanceof StackOverflowError) {
      return "a file or an argument is nested too deeply to be read; give it fewer levels";
    }
    if (NativeFailure.is(thrown)) {
      return NativeFailure.sentence(thrown);
    }
    return exitCode(thrown) == ExitCode.FAULT
        ? "this is a fault of the program, please report it: %s; run again with --debug to see where"
            .formatted(thrown)
        : message;
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
