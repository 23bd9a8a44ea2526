package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work in pieces that take one request each, such as large ranges to be copied, several at once.
 *
 * <p>The work is done in the thread that wants it, and beside it in others of an executor that
 * happen to be free: nobody waits for work that has not begun, so that the executor may be the one
 * that the caller runs in.
 */
final class Pieces<T> {

  /** No larger piece is cut, unless there would be too many. */
  static final long MAX_BYTES = 1L << 30;

  private static final int AT_ONCE = 8;

  private final List<T> pieces;
  private final Action<T> action;
  private int next;
  private int working;
  private IOException failure;

  private Pieces(List<T> pieces, Action<T> action) {
    this.pieces = pieces;
    this.action = action;
  }

  /** What is done with a piece. */
  interface Action<T> {
    void on(int index, T piece) throws IOException;
  }

  /**
   * Cuts a range into pieces of one size but the last, which may be smaller, though not too small
   * for a part. There are no more than an upload may have.
   *
   * @param most how large a piece is at most, unless there would be too many
   */
  static List<ByteRange> of(ByteRange range, long most) {
    long size =
        Math.max(Math.min(most, MAX_BYTES), divided(range.length(), S3WriteSettings.MAX_PARTS));
    long count = Math.max(1, divided(range.length(), size));
    long each = divided(range.length(), count);
    List<ByteRange> pieces = new ArrayList<>();
    for (long at = range.offset(); at < range.end(); at += each) {
      pieces.add(new ByteRange(at, Math.min(each, range.end() - at)));
    }
    return pieces;
  }

  /** Rounded up. */
  private static long divided(long bytes, long by) {
    return (bytes + by - 1) / by;
  }

  /** Does something with every piece. After the first failure, which is thrown, no more begin. */
  static <T> void each(Executor executor, List<T> pieces, Action<T> action) throws IOException {
    Pieces<T> all = new Pieces<>(pieces, action);
    try {
      for (int i = 1; i < Math.min(AT_ONCE, pieces.size()); i++) {
        executor.execute(all::work);
      }
    } catch (RejectedExecutionException e) {
      // Then with fewer threads.
    }
    all.work();
    all.await();
  }

  private void work() {
    for (int index = begin(); index >= 0; index = begin()) {
      IOException failed = new IOException("A request to the store has ended by an error");
      try {
        action.on(index, pieces.get(index));
        failed = null;
      } catch (IOException e) {
        failed = e;
      } finally {
        end(failed);
      }
    }
  }

  private synchronized int begin() {
    if (failure != null || next == pieces.size()) {
      return -1;
    }
    working++;
    return next++;
  }

  private synchronized void end(IOException failed) {
    working--;
    if (failure == null) {
      failure = failed;
    }
    notifyAll();
  }

  /** Waits for pieces that others have begun; not even an interrupt leaves them behind. */
  private synchronized void await() throws IOException {
    boolean interrupted = false;
    while (working > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
