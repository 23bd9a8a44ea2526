package io.s3dl.fs;

import io.s3dl.stream.Waiting;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The statuses of a listing, made as they are asked for. The lengths of compressed files are looked
 * up a bounded number of entries ahead, in parallel. An entry that vanishes meanwhile is passed
 * over. For one thread; closes itself at its end, or is closed by whoever stops before.
 */
final class StatusIterator implements RemoteIterator<ContentFileStatus>, Closeable {

  private final TwinFilter entries;
  private final Namespace namespace;
  private final StatusMaker statuses;
  private final LookAhead<Entry, Long> lengths;
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
    this.lengths =
        new LookAhead<>(
            io,
            entries::next,
            entry ->
                entry.isCompressed() && facts.rememberedLength(entry.info()).isEmpty()
                    ? () -> statuses.lengthOf(entry)
                    : null);
  }

  @Override
  public boolean hasNext() throws IOException {
    while (next == null) {
      LookAhead.Pending<Entry, Long> first = ended ? null : lengths.next();
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
      lengths.close();
      entries.close();
    }
  }

  /** The status, or null if the entry is gone. */
  private ContentFileStatus status(LookAhead.Pending<Entry, Long> first) throws IOException {
    try {
      if (first.result() == null) {
        return statuses.statusOf(first.item());
      }
      return statuses.statusOf(
          first.item(), Waiting.await(first.result(), "listing /" + first.item().key()));
    } catch (FileNotFoundException e) {
      return statusOfOtherForm(first.item().key());
    }
  }

  /** What was listed is gone: perhaps only because the file is stored in its other form now. */
  private ContentFileStatus statusOfOtherForm(String key) throws IOException {
    try {
      return namespace.use(key, Need.LENGTH, statuses::statusOf);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
