package io.s3dl.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs {@code s3dl}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) throws Exception {
    Charset charset = Charset.defaultCharset();
    PrintWriter out = new PrintWriter(System.out, true, charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int status = run(new Configuration(), out, err, List.of(arguments));
    boolean lost = out.checkError();
    boolean lostByTheShell = System.out.checkError();
    if (status == 0 && (lost || lostByTheShell)) {
      err.println("s3dl: Not all of the output could be written");
      status = 1;
    }
    System.exit(status);
  }

  /**
   * Runs one command.
   *
   * @param conf what {@code -D} adds to
   * @param out for results; {@code fs} writes to the process's own streams instead
   * @param err for messages and progress
   * @return the exit status
   */
  static int run(Configuration conf, PrintWriter out, PrintWriter err, List<String> arguments)
      throws Exception {
    if (!arguments.isEmpty() && arguments.get(0).equals(FsCommand.NAME)) {
      // Not through picocli, so that nothing of the shell's own arguments is ever interpreted.
      List<String> told = arguments.subList(1, arguments.size());
      boolean help = told.equals(List.of("--help")) || told.equals(List.of("-h"));
      return FsCommand.run(conf, help ? List.of("-help") : told);
    }
    int status = commandLine(conf, out, err).execute(arguments.toArray(String[]::new));
    out.flush();
    err.flush();
    return status;
  }

  static CommandLine commandLine(Configuration conf, PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new S3dlCommand(conf));
    commands.setOut(out);
    commands.setErr(err);
    // A file name that begins with @ is a file name.
    commands.setExpandAtFiles(false);
    CommandLine shell = commands.getSubcommands().get(FsCommand.NAME);
    shell.setUnmatchedOptionsArePositionalParams(true);
    commands.setParameterExceptionHandler(Main::refuse);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          S3dlCommand all = commands.getCommand();
          Failures.print(command.getErr(), failure, all.stacktrace(CommonOptions.of(command)));
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    return commands;
  }

  private static int refuse(ParameterException refusal, String[] arguments) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("s3dl: " + refusal.getMessage());
    UnmatchedArgumentException.printSuggestions(refusal, err);
    err.println();
    command.usage(err);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
