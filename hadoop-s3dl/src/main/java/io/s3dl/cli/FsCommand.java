package io.s3dl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * Hadoop's shell. {@link Main} runs it before picocli looks at the arguments; only with options
 * before the word {@code fs} does it come through here.
 */
@Command(
    name = FsCommand.NAME,
    description = "Runs Hadoop's file system shell.",
    footer = {
      "",
      "All arguments go to the shell as they are:",
      "  s3dl fs -ls -h filedl:///data",
      "  s3dl fs -D fs.s3dl.compression.level=9 -put access.log filedl:///data/",
      "s3dl fs -help lists its commands, s3dl fs -help ls explains one."
    })
final class FsCommand implements Callable<Integer> {

  /** The word that the shell is called by. */
  static final String NAME = "fs";

  @ParentCommand private S3dlCommand parent;

  @Parameters(paramLabel = "<argument>", description = "What the shell is told.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return run(parent.conf(new CommonOptions()), arguments);
  }

  /** Runs the shell, which writes to the process's own streams; returns its exit status. */
  static int run(Configuration conf, List<String> arguments) throws Exception {
    Shell shell = new Shell();
    Optional<CopyProgress> progress = CopyProgress.of(arguments);
    try {
      return ToolRunner.run(conf, shell, arguments.toArray(String[]::new));
    } finally {
      progress.ifPresent(CopyProgress::close);
      shell.close();
    }
  }
}
