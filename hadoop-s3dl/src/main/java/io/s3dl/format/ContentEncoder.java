package io.s3dl.format;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * Turns content into stored bytes and hands them to a {@link io.s3dl.io.ByteSink}: compressing
 * ({@link SeekableWriter}) or as they are. For one thread; whoever created it closes it.
 */
public interface ContentEncoder extends AutoCloseable {

  /** Takes the next content. May block until the sink has taken earlier stored bytes. */
  void write(byte[] source, int offset, int length) throws IOException;

  /**
   * Hands the last stored bytes to the sink. To be called once, before {@link #close}, and not
   * after a failure.
   */
  void finish() throws IOException;

  /**
   * What has been encoded and handed to the sink so far. Consistent in itself: stored bytes and CRC
   * are those of exactly the content bytes named. May be called by any thread, at any time.
   */
  EncodingStatistics statistics();

  /** Whether the stored bytes are the content as it is. */
  default boolean isPlain() {
    return false;
  }

  /** The CRC32C of the stored bytes, where the encoder knows it. */
  default OptionalInt storedCrc32c() {
    return OptionalInt.empty();
  }

  /**
   * Releases every buffer, having waited for the tasks that still use them. Without {@link #finish}
   * what was written is incomplete. Closing again does nothing.
   */
  @Override
  void close();
}
