package org.lrs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lrs.text.Foreign;

/** Entry point of the program. */
public final class Main {

  /** What Java puts where the encoding of the locale has no character for the bytes. */
  private static final char UNREADABLE = '\ufffd';

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    // Figures look the same in every country, in the libraries' messages, too.
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.util.logging.config.class", NoLogging.class.getName());
    // As the launcher does, for those who start with java -jar: native memory has its own owners.
    for (String limit : List.of("maxBytes", "maxPhysicalBytes")) {
      String property = "org.bytedeco.javacpp." + limit;
      System.setProperty(property, System.getProperty(property, "0"));
    }
    System.exit(
        run(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            args));
  }

  /**
   * Runs one command.
   *
   * @param to where results go
   * @param errors where progress, warnings and failures go
   */
  static int run(OutputStream to, OutputStream errors, String... args) {
    StandardOutput standard = new StandardOutput(to);
    PrintWriter out = writer(standard);
    PrintWriter err = writer(errors);
    int code = command(out, err, args);
    out.flush();
    if (standard.closed()) {
      return ExitCode.UNREAD;
    }
    if (!standard.whole() && code == ExitCode.OK) {
      err.println("lrs: " + Foreign.text(standard.sentence()));
      return ExitCode.FAILED;
    }
    return code;
  }

  private static int command(PrintWriter out, PrintWriter err, String... args) {
    for (String argument : args) {
      if (argument.indexOf(UNREADABLE) >= 0) {
        err.println(
            "lrs: the argument '"
                + Foreign.text(argument)
                + "' has characters that this locale cannot read ("
                + System.getProperty("sun.jnu.encoding")
                + "); set the environment variable LC_ALL to C.UTF-8");
        return ExitCode.INPUT;
      }
    }
    if (args.length == 1 && args[0].equals("--version")) {
      // Scripts call it often: answered without setting up all commands, which takes twice as long.
      out.println(new LrsCommand.Versions().getVersion()[0]);
      return ExitCode.OK;
    }
    return new Cli(out, err).run(args);
  }

  private static PrintWriter writer(OutputStream stream) {
    // Java 17 prints in the platform's encoding, which is the terminal's; one without a locale
    // has ASCII alone, and loses every other character.
    Charset platform = Charset.defaultCharset();
    Charset charset =
        platform.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : platform;
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }
}
