package io.s3dl.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that every command of ours has; picocli fills them in. */
final class CommonOptions {

  /** The name of the mixin in each command. */
  static final String MIXIN = "common";

  @Option(
      names = "-D",
      paramLabel = "<key=value>",
      description = "Sets a key of the configuration.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--stacktrace",
      description = "Prints where an error comes from, as S3DL_STACKTRACE=1 does.")
  private boolean stacktrace;

  /** The options of a command, or their defaults if it has none. */
  static CommonOptions of(CommandLine command) {
    Object mixin = command.getMixins().get(MIXIN);
    return mixin instanceof CommonOptions options ? options : new CommonOptions();
  }

  boolean stacktrace() {
    return stacktrace;
  }

  /** A configuration with what the user set. */
  Configuration applyTo(Configuration base) {
    Configuration conf = new Configuration(base);
    settings.forEach((key, value) -> conf.set(key, value, "the command line"));
    return conf;
  }
}
