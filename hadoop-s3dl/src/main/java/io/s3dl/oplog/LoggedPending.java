package io.s3dl.oplog;

import io.s3dl.store.FlatStore;
import io.s3dl.store.PendingUpload;

/** A listing of uploads that is logged when it has come to its end or has failed. */
final class LoggedPending implements FlatStore.Pending {

  private final FlatStore.Pending uploads;
  private final Running running;
  private long count;

  /** Takes over a listing, and the operation that has begun it. */
  LoggedPending(FlatStore.Pending uploads, Running running) {
    this.uploads = uploads;
    this.running = running;
  }

  @Override
  public boolean hasNext() {
    try {
      boolean more = uploads.hasNext();
      running.arrived();
      if (!more) {
        end();
      }
      return more;
    } catch (RuntimeException | Error e) {
      running.failed(e);
      end();
      throw e;
    }
  }

  @Override
  public PendingUpload next() {
    try {
      PendingUpload next = uploads.next();
      running.arrived();
      count++;
      return next;
    } catch (RuntimeException | Error e) {
      running.failed(e);
      end();
      throw e;
    }
  }

  private void end() {
    running.objects(count);
    running.end();
  }
}
