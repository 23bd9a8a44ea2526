package io.s3dl.cli;

import io.s3dl.conf.S3Advice;
import io.s3dl.conf.SettingReader;
import io.s3dl.store.s3.S3Diagnosis;
import io.s3dl.store.s3.S3Options;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tries out the store beneath {@code s3dl://}, and says how to configure it. */
final class S3StoreDiagnosis {

  private final Configuration conf;
  private final S3Options options;
  private final String prefix;
  private final StepLines lines;
  private final StoreChecks checks;

  /**
   * Creates the diagnosis of one directory's store.
   *
   * @param directory with its bucket; objects are made in a new directory below it
   * @throws IllegalArgumentException if a setting is not legal
   */
  S3StoreDiagnosis(Configuration conf, Path directory, StepLines lines) throws IOException {
    this.conf = conf;
    this.options = SettingReader.s3Options(conf, directory.toUri().getAuthority());
    this.prefix = StoreChecks.newPrefix(directory);
    this.lines = lines;
    this.checks = new StoreChecks(lines);
  }

  /** Whether the store does what it must, and what the configuration says that it does. */
  boolean run() throws IOException {
    try (S3Diagnosis store = S3Diagnosis.open(options, prefix)) {
      if (!checks.succeed(store.access())) {
        return false;
      }
      boolean good = checks.succeedAndClean(store);
      return advise(new S3Advice(conf, options.bucket(), options.features(), store.found()))
          && good;
    }
  }

  private boolean advise(S3Advice advice) {
    List<String> overrated = advice.overrated();
    if (advice.isFollowed()) {
      lines.out().println("The configuration says of this store what it can do.");
      return true;
    }
    if (!overrated.isEmpty()) {
      lines
          .out()
          .println(
              "FAILED  The configuration says that the store can do what it cannot: "
                  + String.join(", ", overrated)
                  + ". Files may be overwritten, or damage go unseen.");
    }
    lines.out().println("To make use of what this store can do, set in core-site.xml:");
    advice
        .properties()
        .forEach(
            (key, value) ->
                lines
                    .out()
                    .println(
                        "  <property><name>"
                            + key
                            + "</name><value>"
                            + value
                            + "</value></property>"));
    return overrated.isEmpty();
  }
}
