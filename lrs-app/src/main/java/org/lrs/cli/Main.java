package org.lrs.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;

/** Entry point of the program. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      // Scripts call it often: answered without setting up all commands, which takes twice as long.
      System.out.println(new LrsCommand.Versions().getVersion()[0]);
      return;
    }
    // As the launcher does, for those who start with java -jar: native memory has its own owners.
    for (String limit : List.of("maxBytes", "maxPhysicalBytes")) {
      String property = "org.bytedeco.javacpp." + limit;
      System.setProperty(property, System.getProperty(property, "0"));
    }
    System.exit(new Cli(writer(System.out), writer(System.err)).run(args));
  }

  private static PrintWriter writer(PrintStream stream) {
    // Java 17 prints in the platform's encoding, which is the terminal's.
    return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
  }
}
