package io.s3dl.fs;

import io.s3dl.stream.Waiting;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The statuses of a listing, made as they are asked for. The lengths of compressed files are looked
 * up a bounded number of entries ahead, in parallel. An entry that vanishes meanwhile is passed
 * over. For one thread; closes itself at its end, or is closed by whoever stops before.
 */
final class StatusIterator implements RemoteIterator<ContentFileStatus>, Closeable {

  private static final int LOOK_AHEAD = 64;

  private record Pending(Entry entry, Future<Long> length) {}

  private final TwinFilter entries;
  private final Namespace namespace;
  private final StatusMaker statuses;
  private final ContentFacts facts;
  private final ExecutorService io;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private ContentFileStatus next;
  private boolean ended;

  StatusIterator(
      TwinFilter entries,
      Namespace namespace,
      StatusMaker statuses,
      ContentFacts facts,
      ExecutorService io) {
    this.entries = entries;
    this.namespace = namespace;
    this.statuses = statuses;
    this.facts = facts;
    this.io = io;
  }

  @Override
  public boolean hasNext() throws IOException {
    while (next == null) {
      lookAhead();
      Pending first = pending.poll();
      if (first == null) {
        close();
        return false;
      }
      next = status(first);
    }
    return true;
  }

  @Override
  public ContentFileStatus next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException("The listing has ended");
    }
    ContentFileStatus status = next;
    next = null;
    return status;
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      for (Pending entry : pending) {
        if (entry.length() != null) {
          entry.length().cancel(false);
        }
      }
      pending.clear();
      entries.close();
    }
  }

  private void lookAhead() throws IOException {
    while (!ended && pending.size() < LOOK_AHEAD) {
      Entry entry = entries.next();
      if (entry == null) {
        return;
      }
      boolean unknown = entry.isCompressed() && facts.rememberedLength(entry.info()).isEmpty();
      pending.add(new Pending(entry, unknown ? lengthInParallel(entry) : null));
    }
  }

  private Future<Long> lengthInParallel(Entry entry) throws IOException {
    try {
      return io.submit(() -> statuses.lengthOf(entry));
    } catch (RejectedExecutionException e) {
      throw new IOException("Cannot list: the file system is closed", e);
    }
  }

  /** The status, or null if the entry is gone. */
  private ContentFileStatus status(Pending first) throws IOException {
    try {
      if (first.length() == null) {
        return statuses.statusOf(first.entry());
      }
      return statuses.statusOf(
          first.entry(), Waiting.await(first.length(), "listing /" + first.entry().key()));
    } catch (FileNotFoundException e) {
      return statusOfOtherForm(first.entry().key());
    }
  }

  /** What was listed is gone: perhaps only because the file is stored in its other form now. */
  private ContentFileStatus statusOfOtherForm(String key) throws IOException {
    try {
      return namespace.use(key, statuses::statusOf);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
