package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object in the making: one PutObject, or a multipart upload that begins with its first part.
 *
 * <p>The store takes no part below 5 MiB but the last. What a copied range leaves below that is
 * read, carried, and sent at the head of the next part. Copied ranges may take several of the
 * store's parts; those after them are counted on from there, which works since copies are made one
 * after the other, and before the parts that follow them.
 */
final class S3Upload implements Upload {

  private final String key;
  private final WriteOptions options;
  private final MultipartRequests multipart;
  private final SinglePut single;
  private final S3Objects objects;
  private final Executor executor;
  private final long copyBytes;
  private final Map<Integer, ByteBuffer> carried = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Integer, Integer> extraParts = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();
  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param executor whose free threads help to copy large ranges
   * @param copyBytes how much is copied with one request at most, if that makes few enough parts
   */
  S3Upload(
      String key,
      WriteOptions options,
      MultipartRequests multipart,
      SinglePut single,
      S3Objects objects,
      Executor executor,
      long copyBytes) {
    this.key = key;
    this.options = options;
    this.multipart = multipart;
    this.single = single;
    this.objects = objects;
    this.executor = executor;
    this.copyBytes = copyBytes;
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    checkOpen();
    send(storeNumber(number), SentBytes.of(takeCarried(number), bytes));
    bytes.position(bytes.limit());
  }

  @Override
  public void part(int number, long offset, SpillFile bytes) throws IOException {
    checkOpen();
    send(storeNumber(number), SentBytes.of(takeCarried(number), bytes));
  }

  private void send(int storeNumber, SentBytes bytes) throws IOException {
    parts.put(storeNumber, multipart.part(key, storeNumber, bytes));
  }

  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    checkOpen();
    multipart.expectCopies();
    ByteBuffer head = takeCarried(number);
    int first = storeNumber(number);
    long at = range.offset();
    int used = 0;
    if (head.remaining() + range.length() < S3WriteSettings.MIN_PART_BYTES) {
      carried.put(number, joined(head, objects.read(source, range)));
      extraParts.put(number, -1);
      return;
    }
    if (head.hasRemaining()) {
      int missing = S3WriteSettings.MIN_PART_BYTES - head.remaining();
      send(first, SentBytes.of(head, objects.read(source, new ByteRange(at, missing))));
      at += missing;
      used++;
    }
    ByteRange rest = new ByteRange(at, range.end() - at);
    if (rest.length() >= S3WriteSettings.MIN_PART_BYTES) {
      int from = first + used;
      // Half of all parts are left to what follows.
      long most = Math.max(copyBytes, rest.length() / (S3WriteSettings.MAX_PARTS / 2));
      List<ByteRange> pieces = Pieces.of(rest, most);
      Pieces.each(
          executor,
          pieces,
          (index, piece) ->
              parts.put(
                  from + index,
                  multipart.copy(key, from + index, source.key(), piece, source.etag())));
      multipart.checkCopied(source.key(), source.etag());
      used += pieces.size();
    } else if (rest.length() > 0) {
      carried.put(number, objects.read(source, rest));
    }
    extraParts.put(number, used - 1);
  }

  /** What the copied range before a part has left to be sent with it. */
  private ByteBuffer takeCarried(int number) {
    ByteBuffer head = carried.remove(number - 1);
    return head == null ? ByteBuffer.allocate(0) : head;
  }

  private static ByteBuffer joined(ByteBuffer head, ByteBuffer tail) {
    ByteBuffer both = ByteBuffer.allocate(head.remaining() + tail.remaining());
    return both.put(head.duplicate()).put(tail.duplicate()).flip();
  }

  /** The store's number of a part. */
  private int storeNumber(int number) throws IOException {
    int extra = extraParts.headMap(number).values().stream().mapToInt(Integer::intValue).sum();
    if (number + extra > S3WriteSettings.MAX_PARTS) {
      throw new IOException(
          key + " is too large: S3 takes no more than " + S3WriteSettings.MAX_PARTS + " parts");
    }
    return number + extra;
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return complete(options, written.crc32c());
  }

  @Override
  public ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
    return complete(options.withExclusive(), written.crc32c());
  }

  private ObjectInfo complete(WriteOptions condition, OptionalInt crc32c) throws IOException {
    end();
    boolean done = false;
    try {
      ByteBuffer rest = carried.values().stream().findFirst().orElse(ByteBuffer.allocate(0));
      ObjectInfo info;
      if (!multipart.begun()) {
        info = single.put(key, condition, SentBytes.of(rest), crc32c);
      } else {
        if (rest.hasRemaining()) {
          send(parts.lastKey() + 1, SentBytes.of(rest));
        }
        info = multipart.complete(key, condition, List.copyOf(parts.values()), crc32c);
      }
      done = true;
      return info;
    } finally {
      carried.clear();
      if (!done) {
        multipart.discard(key);
      }
    }
  }

  @Override
  public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    ObjectInfo info = put(SentBytes.of(bytes), written.crc32c());
    bytes.position(bytes.limit());
    return info;
  }

  @Override
  public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    return put(SentBytes.of(ByteBuffer.allocate(0), bytes), written.crc32c());
  }

  private ObjectInfo put(SentBytes bytes, OptionalInt crc32c) throws IOException {
    if (multipart.begun() || !carried.isEmpty()) {
      throw new IllegalStateException("Parts of " + key + " have been written already");
    }
    end();
    return single.put(key, options, bytes, crc32c);
  }

  @Override
  public void abort() {
    if (endNow()) {
      carried.clear();
      multipart.discard(key);
    }
  }

  private synchronized boolean endNow() {
    boolean now = !ended;
    ended = true;
    return now;
  }

  private synchronized void checkOpen() {
    if (ended) {
      throw new IllegalStateException("The upload of " + key + " has ended");
    }
  }

  private synchronized void end() {
    checkOpen();
    ended = true;
  }
}
