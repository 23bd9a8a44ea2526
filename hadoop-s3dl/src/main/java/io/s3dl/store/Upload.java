package io.s3dl.store;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An object in the making, of which nothing is visible until {@link #complete}.
 *
 * <p>Parts may be written by several threads at once and in any order. Whoever began the upload
 * ends it with exactly one of {@link #complete} and {@link #abort}, after every part's call has
 * returned; {@link #abort} after either does nothing.
 */
public interface Upload {

  /**
   * Writes one part and returns when the store has it.
   *
   * @param number counted from 1 without gaps; parts are put together in this order
   * @param offset where the part begins in the object. The bytes before it, and so the sizes of all
   *     parts but the last, follow {@link ObjectStore#partSizes()}
   * @param bytes the part, a direct buffer of a {@link io.s3dl.io.BufferPool}; consumed
   */
  void part(int number, long offset, ByteBuffer bytes) throws IOException;

  /**
   * The same with a part that is on the local disk, which can be larger than memory. Only stores
   * that are reached over a network get such parts.
   *
   * @param bytes the part, opened anew for each attempt to send it; stays the caller's
   */
  default void part(int number, long offset, SpillFile bytes) throws IOException {
    throw new UnsupportedOperationException("This store takes parts from memory only");
  }

  /**
   * Copies a range of an existing object as a part inside the store, without moving it through this
   * process.
   *
   * @param source must still be as it is said to be here, as far as it has an ETag
   * @param range what to copy; a multiple of {@link PartSizes#copyUnit()} from a multiple of it
   * @throws ObjectChangedException if the source has another ETag now
   */
  void copyPart(int number, long offset, ObjectInfo source, ByteRange range) throws IOException;

  /**
   * Publishes the object under its key.
   *
   * @param written what the writer knows of the bytes; the store records or checks it if it can
   * @throws java.nio.file.FileAlreadyExistsException if the write was exclusive and the key exists
   * @throws ObjectChangedException if the object to be replaced is not the one expected
   */
  ObjectInfo complete(WrittenBytes written) throws IOException;

  /**
   * Publishes the object if there is none under its key now, whatever the write's own condition is.
   * A store that cannot change its mind goes by that condition.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the key exists
   * @throws ObjectChangedException if only the write's own condition could be tried, and failed
   */
  default ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
    return complete(written);
  }

  /**
   * Publishes an object that is one part, in the place of {@link #part} and {@link #complete}: with
   * one request where the store is asked by requests.
   *
   * @param bytes all of the object, a direct buffer; may be empty
   */
  default ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    if (bytes.hasRemaining()) {
      part(1, 0, bytes);
    }
    return complete(written);
  }

  /** The same with an object that is on the local disk. */
  default ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    if (bytes.length() > 0) {
      part(1, 0, bytes);
    }
    return complete(written);
  }

  /** Discards every part. What cannot be discarded is logged, not thrown. */
  void abort();
}
