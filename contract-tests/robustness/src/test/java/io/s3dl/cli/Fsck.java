package io.s3dl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A run of {@code s3dl fsck} in this process.
 *
 * @param status its exit status
 * @param output what it printed, its errors included
 */
public record Fsck(int status, String output) {

  /** Runs it on all files of a file system. */
  public static Fsck run(Configuration conf, String uri, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("fsck"));
    arguments.addAll(List.of(options));
    arguments.add(uri);
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    int status = Main.run(new Configuration(conf), out, out, arguments);
    return new Fsck(status, printed.toString());
  }
}
