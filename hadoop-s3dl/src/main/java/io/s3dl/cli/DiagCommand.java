package io.s3dl.cli;

import io.s3dl.conf.Setting;
import io.s3dl.fs.AzdlFileSystem;
import io.s3dl.fs.ExtendedAzdlFileSystem;
import io.s3dl.fs.ExtendedS3dlFileSystem;
import io.s3dl.fs.ObjectFileSystem;
import io.s3dl.fs.S3dlFileSystem;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;

/** Tries out a file system, and says what is wrong with it. */
@Command(
    name = "diag",
    description = {
      "Tells which keys are configured and where, without their values; then lists each path,"
          + " writes, reads, renames and deletes files in a new directory s3dl-diag-… in it, which"
          + " is removed at the end.",
      "Of s3dl:// and azdl:// it first tries the store itself, from the resolution of its name to"
          + " the conditions that it honours; of s3dl:// it prints what to configure.",
      "Prints a line with the time for each step, and of one that fails what can be done about it."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all went well", "1:a step failed", "2:the command line is wrong"})
final class DiagCommand extends PathsCommand {

  private boolean failed;

  @Override
  public Integer call() throws IOException {
    tellConfiguration(conf());
    try (OpenFileSystems fileSystems = openFileSystems()) {
      visitPaths(fileSystems, this::diagnose, (path, e) -> fail(e));
    }
    return failed ? 1 : 0;
  }

  private void diagnose(ObjectFileSystem files, Path path) throws IOException {
    out().println(OpenFileSystems.text(path));
    StepLines lines = new StepLines(out());
    Path qualified = files.makeQualified(path);
    if (!storeIsGood(files, qualified, lines)) {
      failed = true;
      return;
    }
    failed |= !new Diagnosis(files, path, lines).run();
  }

  /** What is derived from one of our file systems may have a store of another kind. */
  private static boolean storeIsGood(ObjectFileSystem files, Path path, StepLines lines)
      throws IOException {
    Class<?> kind = files.getClass();
    if (kind == S3dlFileSystem.class || kind == ExtendedS3dlFileSystem.class) {
      return new S3StoreDiagnosis(files.getConf(), path, lines).run();
    }
    if (kind == AzdlFileSystem.class || kind == ExtendedAzdlFileSystem.class) {
      return new AzureStoreDiagnosis(files.getConf(), path, lines).run();
    }
    return true;
  }

  private void fail(Exception e) {
    failed = true;
    tell(e);
  }

  /**
   * Never a value: what is a secret cannot be told from a key, least of all from a mistyped one.
   */
  private void tellConfiguration(Configuration conf) {
    Map<String, String> sources = new TreeMap<>();
    for (Map.Entry<String, String> entry : conf) {
      String key = entry.getKey();
      if (key.startsWith(Setting.PREFIX)) {
        String[] from = conf.getPropertySources(key);
        sources.put(key, from == null ? "unknown" : String.join(", ", from));
      }
    }
    out().println(sources.isEmpty() ? "No key of s3dl is configured" : "Configured:");
    sources.forEach((key, from) -> out().println("  " + key + " from " + from));
  }
}
