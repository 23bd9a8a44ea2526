package io.s3dl.cli;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code s3dl} without a command: prints its help. */
@Command(
    name = "s3dl",
    description = "Stores files compressed and checksummed, beneath Hadoop's own shell.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:something failed, or a file is bad",
      "2:the command line is wrong",
      "fs:whatever Hadoop's shell ends with"
    },
    footer = {
      "",
      "A path names its file system: filedl:///data/a.csv is the local file /data/a.csv",
      "through the page cache, directdl:///data/a.csv the same with O_DIRECT.",
      "s3dl://BUCKET/a.csv is in a bucket of S3, azdl://CONTAINER@ACCOUNT/a.csv in one of",
      "Azure's containers.",
      "s3dl help COMMAND explains a command."
    },
    subcommands = {
      FsCommand.class,
      StatCommand.class,
      VerifyCommand.class,
      FsckCommand.class,
      UploadsCommand.class,
      DiagCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
final class S3dlCommand implements Runnable {

  private final Configuration conf;

  @Mixin(name = CommonOptions.MIXIN)
  private CommonOptions common;

  @Spec private CommandSpec spec;

  /** Creates the command over a configuration that its subcommands start from. */
  S3dlCommand(Configuration conf) {
    this.conf = conf;
  }

  /** The configuration for a subcommand with these options. */
  Configuration conf(CommonOptions options) {
    return options.applyTo(common.applyTo(conf));
  }

  /** Whether a stack trace was asked for, before the subcommand or behind it. */
  boolean stacktrace(CommonOptions options) {
    return common.stacktrace() || options.stacktrace();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
