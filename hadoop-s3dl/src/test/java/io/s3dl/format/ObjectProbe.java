package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.io.BufferPool;
import io.s3dl.stream.ContentReader;
import io.s3dl.stream.ReadOptions;
import io.s3dl.stream.ReadPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Reads a stored object in every way there is: as a stream, at positions, and as the verifier does.
 * They must agree, fail in no other way than by an {@link ObjectFormatException} that names the
 * object, and allocate in proportion to the object. For one thread.
 */
final class ObjectProbe {

  static final String NAME = "dir/an-object";

  /** Nothing is let go below this: what is idle in the end is all that was ever allocated. */
  private static final long UNBOUNDED = 1L << 40;

  private static final ReadOptions OPTIONS =
      new ReadOptions(ReadPolicy.ADAPTIVE, 64 << 10, 1 << 20, 1 << 20, 4);

  /** Exceptions with their traces, streams, and the first read of an object's tail. */
  private static final int HEAP_FLOOR = 256 << 10;

  private static final int HEAP_FACTOR = 4;

  private final BufferPool buffers = new BufferPool(UNBOUNDED);
  private final Random random = new Random(5);
  private final ByteBuffer piece = ByteBuffer.allocate(64 << 10);
  private byte[] content = new byte[0];
  private int contentBytes;

  /**
   * What came of reading an object.
   *
   * @param index what its tail says; empty if it was refused at once
   * @param readRefusal why it could not be read to its end
   * @param verifyRefusal why it was not found good
   */
  record Outcome(
      Optional<FrameIndex> index,
      Optional<ObjectFormatException> readRefusal,
      Optional<ObjectFormatException> verifyRefusal) {

    boolean isRead() {
      return readRefusal.isEmpty();
    }

    boolean isGood() {
      return verifyRefusal.isEmpty();
    }
  }

  /** Reads an object whose content nobody knows. */
  Outcome probe(byte[] object) throws IOException {
    Outcome[] outcome = new Outcome[1];
    HeapBound.check(
        () -> HEAP_FLOOR + HEAP_FACTOR * ((long) object.length + contentBytes),
        () -> outcome[0] = readInEveryWay(object));
    return outcome[0];
  }

  private Outcome readInEveryWay(byte[] object) throws IOException {
    contentBytes = 0;
    long directBefore = buffers.idleBytes();
    Optional<ObjectFormatException> verifyRefusal =
        refusal(() -> ObjectVerifier.verify(new StoredBytes(object), NAME, buffers, done -> {}));
    SeekableReader[] opened = new SeekableReader[1];
    Optional<ObjectFormatException> readRefusal =
        refusal(() -> opened[0] = SeekableReader.open(new StoredBytes(object), NAME, buffers));
    Optional<FrameIndex> index = Optional.empty();
    if (readRefusal.isEmpty()) {
      index = Optional.of(opened[0].index());
      try (ContentReader reader = stream(opened[0])) {
        readRefusal = refusal(() -> readThrough(reader));
      }
    }
    checkBuffers(object, index, buffers.idleBytes() - directBefore);
    Outcome outcome = new Outcome(index, readRefusal, verifyRefusal);
    if (!outcome.isRead() && outcome.isGood()) {
      throw new AssertionError("The verifier overlooks it", readRefusal.orElseThrow());
    }
    return outcome;
  }

  /**
   * Reads a damaged object: what is read of it must be the expected content, or its beginning if it
   * is then refused.
   *
   * @param positions where a positioned read begins, each of up to {@code most} bytes
   */
  Outcome probe(byte[] object, byte[] expected, int most, int... positions) throws IOException {
    Outcome outcome = probe(object);
    if (outcome.isRead() ? contentBytes != expected.length : contentBytes > expected.length) {
      throw new AssertionError("Read " + contentBytes + " bytes, not " + expected.length);
    }
    if (Arrays.mismatch(content, 0, contentBytes, expected, 0, contentBytes) >= 0) {
      throw new AssertionError("Wrong content");
    }
    checkPositions(object, outcome, expected, most, positions);
    return outcome;
  }

  /** Reads an object that was read before at random positions: the same comes again. */
  void probeAgain(byte[] object, Outcome outcome, int times) throws IOException {
    byte[] expected = content();
    int[] positions = random.ints(times, 0, expected.length + 1).toArray();
    checkPositions(object, outcome, expected, 1 + random.nextInt(expected.length + 1), positions);
  }

  /** What was read of the last object. */
  byte[] content() {
    return Arrays.copyOf(content, contentBytes);
  }

  /** All the memory that was ever taken for buffers. */
  long bufferBytes() {
    return buffers.idleBytes();
  }

  private void checkPositions(
      byte[] object, Outcome outcome, byte[] expected, int most, int... positions)
      throws IOException {
    if (outcome.index().isEmpty()) {
      return;
    }
    SeekableReader source = // closed by the stream
        SeekableReader.of(new StoredBytes(object), outcome.index().get(), NAME, buffers);
    try (ContentReader reader = stream(source)) {
      for (int position : positions) {
        int count = Math.min(most, expected.length - position);
        ByteBuffer found = ByteBuffer.allocate(count);
        // The one caches, the other decodes for each read.
        Optional<ObjectFormatException> refusal =
            position % 2 == 0
                ? refusal(() -> reader.readFully(position, found))
                : refusal(() -> source.readFully(position, found));
        if (refusal.isPresent() && outcome.isRead()) {
          throw new AssertionError("Refused when it is read again", refusal.get());
        }
        if (refusal.isEmpty()
            && !Arrays.equals(found.array(), 0, count, expected, position, position + count)) {
          throw new AssertionError("Wrong content at " + position);
        }
      }
    }
    assertThat(buffers.lentBuffers()).isZero();
  }

  private ContentReader stream(SeekableReader source) {
    return new ContentReader(NAME, source, OptionalInt::empty, OPTIONS, Runnable::run, buffers);
  }

  private void readThrough(ContentReader reader) throws IOException {
    while (reader.read(piece.clear()) >= 0) {
      piece.flip();
      if (contentBytes + piece.remaining() > content.length) {
        content = Arrays.copyOf(content, Math.max(2 * content.length, piece.capacity()));
      }
      int count = piece.remaining();
      piece.get(content, contentBytes, count);
      contentBytes += count;
    }
    if (contentBytes != reader.length()) {
      throw new AssertionError("Ends after " + contentBytes + " of " + reader.length() + " bytes");
    }
  }

  /**
   * Nothing is lent before the index is found good; then what a run and a few frames' contents
   * take, but not more content than so many stored bytes can hold.
   */
  private void checkBuffers(byte[] object, Optional<FrameIndex> index, long bytes) {
    long most = 0;
    if (index.isPresent()) {
      long content = Math.min(index.get().length(), object.length / 4L * (128 << 10));
      most = 4 * (object.length + content) + 16L * BufferPool.ALIGNMENT;
    }
    if (bytes > most) {
      throw new AssertionError(bytes + " bytes of buffers for an object of " + object.length);
    }
    if (buffers.lentBuffers() != 0) {
      throw new AssertionError(buffers.lentBuffers() + " buffers are lost");
    }
  }

  /** Why an object was refused, which every refusal says. */
  private static Optional<ObjectFormatException> refusal(HeapBound.Step step) throws IOException {
    try {
      step.run();
      return Optional.empty();
    } catch (ObjectFormatException e) {
      if (!e.getMessage().contains(NAME)) {
        throw new AssertionError("Does not name the object", e);
      }
      return Optional.of(e);
    }
  }
}
