package io.s3dl.fs;

import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_WRITE_BYTES;

import io.s3dl.conf.SyncablePolicy;
import io.s3dl.format.EncodingStatistics;
import io.s3dl.store.ObjectInfo;
import io.s3dl.stream.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.fs.statistics.MeanStatistic;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.apache.hadoop.util.Progressable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hadoop's view of an {@link ObjectWriter}. The file is visible, whole, when {@link #close} has
 * returned; {@link #abort} leaves nothing. Its statistics tell the stored bytes and the ratio,
 * while writing and after close. One thread writes; others may close or abort meanwhile, and look
 * at the statistics.
 */
final class ContentOutputStream extends OutputStream
    implements Syncable, StreamCapabilities, Abortable, IOStatisticsSource {

  /** What else is to be done when a stream ends. */
  @FunctionalInterface
  interface Ending {

    /**
     * Called after each close and abort.
     *
     * @param published whether the file is there
     */
    void ended(boolean published);
  }

  /** Content bytes that are encoded and on their way to the store. */
  static final String ENCODED_BYTES = "stream_write_encoded_bytes";

  /** The bytes they take there. */
  static final String STORED_BYTES = "stream_write_stored_bytes";

  /** Stored bytes by content bytes, as the mean of that many samples. */
  static final String RATIO = "stream_write_stored_ratio";

  private static final Logger LOG = LoggerFactory.getLogger(ContentOutputStream.class);

  /** How much is written between two signs of life. */
  private static final long PROGRESS_BYTES = 1 << 20;

  private final String name;
  private final ObjectWriter writer;
  private final SyncablePolicy syncable;
  private final AtomicBoolean syncWarned;
  private final Progressable progress;
  private final Ending ending;
  private final IOStatistics statistics;
  private long nextProgress = PROGRESS_BYTES;

  /**
   * Takes over a writer.
   *
   * @param syncWarned whether {@link SyncablePolicy#WARN} has warned; shared by all streams of a
   *     file system
   * @param progress told now and then that the writer is alive; may be null
   * @param ending told when the stream has ended
   */
  ContentOutputStream(
      String name,
      ObjectWriter writer,
      SyncablePolicy syncable,
      AtomicBoolean syncWarned,
      Progressable progress,
      Ending ending) {
    this.name = name;
    this.writer = writer;
    this.syncable = syncable;
    this.syncWarned = syncWarned;
    this.progress = progress;
    this.ending = ending;
    this.statistics =
        IOStatisticsBinding.dynamicIOStatistics()
            .withLongFunctionCounter(STREAM_WRITE_BYTES, key -> writer.accepted())
            .withLongFunctionCounter(ENCODED_BYTES, key -> writer.statistics().contentBytes())
            .withLongFunctionCounter(STORED_BYTES, key -> writer.statistics().storedBytes())
            .withMeanStatisticFunction(RATIO, key -> ratio(writer.statistics()))
            .build();
  }

  private static MeanStatistic ratio(EncodingStatistics done) {
    return new MeanStatistic(done.contentBytes(), done.storedBytes());
  }

  @Override
  public void write(int b) throws IOException {
    checkOpen();
    writer.write(b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    checkOpen();
    writer.write(source, offset, length);
    if (progress != null && writer.accepted() >= nextProgress) {
      nextProgress = writer.accepted() + PROGRESS_BYTES;
      progress.progress();
    }
  }

  /** Does nothing: a flush makes nothing visible, and gathering bytes is what a writer is for. */
  @Override
  public void flush() throws IOException {
    checkOpen();
  }

  @Override
  public void hflush() throws IOException {
    sync("hflush");
  }

  @Override
  public void hsync() throws IOException {
    sync("hsync");
  }

  private void sync(String call) throws IOException {
    checkOpen();
    switch (syncable) {
      case REFUSE ->
          throw new UnsupportedOperationException(
              call
                  + " of "
                  + name
                  + ": the file is durable and visible at close, not before."
                  + " Set fs.s3dl.syncable to warn or ignore to let programs call it without effect");
      case WARN -> {
        if (syncWarned.compareAndSet(false, true)) {
          LOG.warn(
              "{} of {} has no effect: the file is durable and visible at close."
                  + " This is not said again for other files",
              call,
              name);
        }
      }
      case IGNORE -> {
        // As configured.
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (progress != null && writer.isOpen()) {
      progress.progress();
    }
    try {
      writer.close();
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw (IOException) new FileAlreadyExistsException("Exists already: " + name).initCause(e);
    } finally {
      end();
    }
  }

  @Override
  public AbortableResult abort() {
    boolean alreadyClosed = !writer.isOpen();
    writer.abort();
    end();
    return new Aborted(alreadyClosed);
  }

  @Override
  public boolean hasCapability(String capability) {
    return switch (capability.toLowerCase(Locale.ROOT)) {
      case CommonPathCapabilities.ABORTABLE_STREAM, StreamCapabilities.IOSTATISTICS -> true;
      default -> false;
    };
  }

  @Override
  public IOStatistics getIOStatistics() {
    return statistics;
  }

  @Override
  public String toString() {
    EncodingStatistics done = writer.statistics();
    return String.format(
        Locale.ROOT,
        "%s {%d bytes written; %d encoded as %d, ratio %.3f%s}",
        name,
        writer.accepted(),
        done.contentBytes(),
        done.storedBytes(),
        done.ratio(),
        writer.published().flatMap(ObjectInfo::etag).map(etag -> "; ETag " + etag).orElse(""));
  }

  private void checkOpen() throws IOException {
    if (!writer.isOpen() && !writer.hasFailed()) {
      throw new IOException(name + ": " + FSExceptionMessages.STREAM_IS_CLOSED);
    }
  }

  /** One call at a time: whoever closes a stream that another thread closes finds all done. */
  private synchronized void end() {
    ending.ended(writer.published().isPresent());
  }

  private record Aborted(boolean alreadyClosed) implements AbortableResult {

    /** None: what cannot be cleaned up is logged. */
    @Override
    public IOException anyCleanupException() {
      return null;
    }
  }
}
