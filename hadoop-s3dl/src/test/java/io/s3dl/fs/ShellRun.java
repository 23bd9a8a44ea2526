package io.s3dl.fs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsShell;
import org.apache.hadoop.util.ToolRunner;

/**
 * What Hadoop's shell did.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record ShellRun(int status, String out, String err) {

  /** Runs one command on the fixture's directory. */
  static ShellRun of(FileSystemFixture files, String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    Configuration conf = files.conf();
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int status = ToolRunner.run(conf, new FsShell(), arguments);
      return new ShellRun(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
      closeCached(files, conf);
    }
  }

  /** The file system that the shell has used, which Hadoop would keep. */
  private static void closeCached(FileSystemFixture files, Configuration conf) throws IOException {
    FileSystem.get(files.fs().getUri(), conf).close();
  }
}
