package io.s3dl.cli;

import io.s3dl.cli.StepLines.Missing;
import io.s3dl.cli.StepLines.Step;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreTrial;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/** Makes what a store can try out steps, and takes them. */
record StoreChecks(StepLines lines) {

  /** What all keys begin with that are written below a directory to try out its store. */
  static String newPrefix(Path directory) {
    String path = directory.toUri().getPath().replaceFirst("^/+", "");
    return (path.isEmpty() ? "" : path + "/") + "s3dl-diag-" + UUID.randomUUID() + "/";
  }

  /** Whether all went well; after a vital one that did not, the others are left out. */
  boolean succeed(List<StoreCheck> checks) throws InterruptedIOException {
    boolean good = true;
    for (StoreCheck check : checks) {
      if (!succeeds(check)) {
        good = false;
        if (check.vital()) {
          return false;
        }
      }
    }
    return good;
  }

  /** Whether a store does what it must; what was made to find out is removed. */
  boolean succeedAndClean(StoreTrial store) throws InterruptedIOException {
    boolean good = false;
    try {
      good = succeed(store.abilities());
    } finally {
      good &= succeeds(store.cleaning());
    }
    return good;
  }

  private boolean succeeds(StoreCheck check) throws InterruptedIOException {
    return lines.succeeds(
        new Step(
            check.name(),
            () -> {
              StoreCheck.Outcome outcome = check.attempt().run();
              if (!outcome.supported()) {
                throw new Missing(outcome.told());
              }
              return outcome.told();
            },
            check.remedy()));
  }
}
