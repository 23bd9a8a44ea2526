package io.s3dl.oplog;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.IOException;

/** A listing that is logged when it has come to its end, has failed or is closed. */
final class LoggedListing implements ObjectIterator {

  private final ObjectIterator listing;
  private final Running running;
  private long count;

  /** Takes over a listing, and the operation that has begun it. */
  LoggedListing(ObjectIterator listing, Running running) {
    this.listing = listing;
    this.running = running;
  }

  @Override
  public boolean hasNext() throws IOException {
    try {
      boolean more = listing.hasNext();
      running.arrived();
      if (!more) {
        end();
      }
      return more;
    } catch (IOException | RuntimeException | Error e) {
      running.failed(e);
      end();
      throw e;
    }
  }

  @Override
  public ObjectInfo next() throws IOException {
    try {
      ObjectInfo next = listing.next();
      running.arrived();
      count++;
      return next;
    } catch (IOException | RuntimeException | Error e) {
      running.failed(e);
      end();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      listing.close();
    } finally {
      end();
    }
  }

  private void end() {
    running.objects(count);
    running.end();
  }
}
