package io.s3dl.bench;

import io.s3dl.bench.report.Machine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: which hadoop-s3dl is measured. */
final class BuiltVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"hadoop-s3dl " + Machine.measuredVersion()};
  }
}
