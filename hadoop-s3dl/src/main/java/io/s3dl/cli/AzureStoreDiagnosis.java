package io.s3dl.cli;

import io.s3dl.conf.SettingReader;
import io.s3dl.store.azure.AzureDiagnosis;
import io.s3dl.store.azure.AzureOptions;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tries out the store beneath {@code azdl://}. */
final class AzureStoreDiagnosis {

  private final AzureOptions options;
  private final String prefix;
  private final StoreChecks checks;

  /**
   * Creates the diagnosis of one directory's store.
   *
   * @param directory with its container; blobs are made in a new directory below it
   * @throws IllegalArgumentException if a setting is not legal
   */
  AzureStoreDiagnosis(Configuration conf, Path directory, StepLines lines) throws IOException {
    this.options = SettingReader.azureOptions(conf, directory.toUri().getAuthority());
    this.prefix = StoreChecks.newPrefix(directory);
    this.checks = new StoreChecks(lines);
  }

  /** Whether the store does what it must. */
  boolean run() throws IOException {
    try (AzureDiagnosis store = AzureDiagnosis.open(options, prefix)) {
      if (!checks.succeed(store.access())) {
        return false;
      }
      return checks.succeedAndClean(store);
    }
  }
}
