package io.s3dl.store;

import io.s3dl.io.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Reads one object by ranges, each with a request of its own that holds for the object's ETag. A
 * body that breaks is resumed at its byte. Safe for several threads; closing ends their reads.
 */
public final class RangeReader implements ObjectReader {

  private final ObjectInfo info;
  private final Source source;
  private final Set<Answer> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Null until the store has said something about it. */
  private volatile OptionalInt recordedCrc32c;

  /** How a store is asked; safe for several threads. */
  public interface Source {

    /** Makes an attempt to read of an object, and others if it fails for a reason that may pass. */
    void read(ObjectInfo object, Attempt attempt) throws IOException;

    /** Asks what is said of the object that is under a key now. */
    Recorded recorded(String key) throws IOException;

    /** Whether the checksum of an object, which no range tells, is worth a request of its own. */
    default boolean asksForCrc32c(ObjectInfo object) {
      return false;
    }
  }

  /** Reads what it still wants. */
  @FunctionalInterface
  public interface Attempt {

    /**
     * Makes one request, or none.
     *
     * @throws FinalFailure if it must not be made again
     */
    void by(Request request) throws IOException;
  }

  /** Asks for ranges of an object. */
  @FunctionalInterface
  public interface Request {

    /**
     * The answer, which the caller ends; empty if the store has no such range of the object with
     * this ETag.
     */
    Optional<Answer> of(ByteRange range) throws IOException;
  }

  /** An answer with bytes of an object. */
  public interface Answer {

    /** The ETag of the object, if it tells one. */
    Optional<String> etag();

    /** Which bytes it has. */
    ContentRange sent() throws IOException;

    /** The CRC32C of the whole object; null if the answer does not tell whether one is recorded. */
    OptionalInt crc32c();

    /** The bytes; the answer's, which also closes them. */
    InputStream body();

    /** Cuts it off, whichever thread asks for that. */
    void abort();

    /**
     * Ends it.
     *
     * @param rest how many bytes of it have not been read
     */
    void end(long rest);
  }

  /**
   * What a store says of an object.
   *
   * @param crc32c of the whole object, if it is recorded
   */
  public record Recorded(Optional<String> etag, OptionalInt crc32c) {}

  /**
   * Opens nothing yet.
   *
   * @param recordedCrc32c what the store has said of it; null if it has not been asked
   */
  public RangeReader(ObjectInfo info, OptionalInt recordedCrc32c, Source source) {
    this.info = info;
    this.recordedCrc32c = recordedCrc32c;
    this.source = source;
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  /** With a request, unless the store has said it with another answer. */
  @Override
  public OptionalInt recordedCrc32c() throws IOException {
    OptionalInt told = recordedCrc32c;
    if (told == null) {
      Recorded found = source.recorded(info.key());
      check(found.etag());
      told = found.crc32c();
      recordedCrc32c = told;
    }
    return told;
  }

  @Override
  public OptionalInt toldCrc32c() throws IOException {
    OptionalInt told = recordedCrc32c;
    if (told != null) {
      return told;
    }
    return source.asksForCrc32c(info) ? recordedCrc32c() : OptionalInt.empty();
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    readFully(position, destination, () -> {});
  }

  @Override
  public void readFully(long position, ByteBuffer destination, Runnable arrived)
      throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("Negative position in " + info.key() + ": " + position);
    }
    int length = destination.remaining();
    if (position > length() - length) {
      throw new EOFException(
          "Error reading "
              + info.key()
              + ": no "
              + length
              + " bytes at "
              + position
              + " of "
              + length());
    }
    int begin = destination.position();
    if (length > 0) {
      source.read(
          info,
          request -> {
            if (closed) {
              throw closed(null); // no more attempts, whoever waits for this thread to end
            }
            int done = destination.position() - begin;
            ByteRange rest = new ByteRange(position + done, (long) length - done);
            if (rest.length() > 0) {
              fetch(request, rest, destination, done == 0 ? arrived : () -> {});
            }
          });
      checkWhole(position, begin, destination);
    }
  }

  private void fetch(Request request, ByteRange range, ByteBuffer destination, Runnable arrived)
      throws IOException {
    Answer answer =
        request.of(range).orElseThrow(() -> changed("it is not the object that was opened"));
    long rest = Long.MAX_VALUE;
    underWay.add(answer);
    try {
      if (closed) {
        throw closed(null);
      }
      long sent = sentAt(range, answer);
      Bodies.fill(info.key(), answer.body(), destination, arrived);
      rest = sent - range.length();
    } catch (TransientException e) {
      if (closed) {
        throw closed(e);
      }
      throw e;
    } finally {
      underWay.remove(answer);
      answer.end(rest);
    }
  }

  /** Checks that the answer is what was asked for. Returns how many bytes it has. */
  private long sentAt(ByteRange range, Answer answer) throws IOException {
    check(answer.etag());
    OptionalInt told = answer.crc32c();
    if (told != null && recordedCrc32c == null) { // what another thread has learnt stays
      recordedCrc32c = told;
    }
    ContentRange sent = answer.sent();
    if (sent.size() != length()) {
      throw changed("it has " + sent.size() + " bytes and no longer " + length());
    }
    if (sent.offset() != range.offset()) {
      throw new FinalFailure(
          new IOException(
              "Error reading "
                  + info.key()
                  + ": the store sends it from byte "
                  + sent.offset()
                  + " instead of "
                  + range.offset()));
    }
    return sent.length();
  }

  private FinalFailure closed(IOException cause) {
    return new FinalFailure(
        new IOException("Error reading " + info.key() + ": it has been closed", cause));
  }

  private void check(Optional<String> now) throws ObjectChangedException {
    if (info.etag().isPresent() && now.isPresent() && !now.equals(info.etag())) {
      throw changed("its ETag is " + now.get() + " and no longer " + info.etag().get());
    }
  }

  private ObjectChangedException changed(String how) {
    return new ObjectChangedException("Error reading " + info.key() + ": it has changed, " + how);
  }

  /** Compares what was read whole with what the store has said of it. */
  private void checkWhole(long position, int begin, ByteBuffer destination) throws IOException {
    OptionalInt expected = recordedCrc32c;
    if (position != 0
        || destination.position() - begin != length()
        || expected == null
        || expected.isEmpty()) {
      return;
    }
    CRC32C crc = new CRC32C();
    crc.update(destination.duplicate().flip().position(begin));
    if ((int) crc.getValue() != expected.getAsInt()) {
      throw new IOException(
          "Error reading "
              + info.key()
              + ": what the store sent does not have the CRC32C that was recorded; read it again,"
              + " and if that does not help, the object is damaged");
    }
  }

  @Override
  public void close() {
    closed = true;
    underWay.forEach(Answer::abort);
  }
}
