package io.s3dl.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FsShell;
import org.apache.hadoop.util.ToolRunner;

/**
 * What Hadoop's shell did with one command.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record ShellRun(int status, String out, String err) {

  /** Runs {@code hadoop fs} with these arguments, and some text on its standard input. */
  static ShellRun of(Configuration conf, String input, String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream inBefore = System.in;
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int status = ToolRunner.run(new Configuration(conf), new FsShell(), arguments);
      return new ShellRun(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setIn(inBefore);
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** The same with another text in the place of one, for comparisons between file systems. */
  ShellRun with(String text, String replacement) {
    return new ShellRun(status, out.replace(text, replacement), err.replace(text, replacement));
  }

  /** The lines that it printed. */
  List<String> lines() {
    return out.lines().toList();
  }
}
