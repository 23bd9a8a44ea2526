package io.s3dl.cli;

import org.apache.hadoop.fs.FsShell;
import org.apache.hadoop.fs.shell.CommandFactory;

/** Hadoop's shell, under our name in its own help. */
final class Shell extends FsShell {

  /** Hadoop's shell has its commands only as itself; one derived from it brings its own. */
  @Override
  protected void registerCommands(CommandFactory factory) {
    factory.registerCommands(org.apache.hadoop.fs.shell.FsCommand.class);
  }

  @Override
  protected String getUsagePrefix() {
    return "Usage: s3dl fs [generic options]";
  }
}
