package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.store.Bodies;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.TransientException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads one object by ranges, each with a request of its own that holds for the object's ETag. A
 * body that breaks is resumed at its byte. Safe for several threads; closing ends their reads.
 */
final class S3Reader implements ObjectReader {

  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final ObjectInfo info;
  private final Set<ResponseInputStream<GetObjectResponse>> bodies = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Null until the store has said something about it. */
  private volatile OptionalInt recordedCrc32c;

  /**
   * Opens nothing yet.
   *
   * @param recordedCrc32c what the store has said of it; null if it has not been asked
   */
  S3Reader(
      S3Requests requests,
      RequestBuilders builders,
      S3Objects objects,
      ObjectInfo info,
      OptionalInt recordedCrc32c) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
    this.info = info;
    this.recordedCrc32c = recordedCrc32c;
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  /** With a request, unless the store has said it with another answer. */
  @Override
  public OptionalInt recordedCrc32c() throws IOException {
    if (recordedCrc32c == null) {
      HeadObjectResponse found = objects.head(info.key());
      check(Etags.of(found.eTag()));
      recordedCrc32c = S3Objects.crc32c(found);
    }
    return recordedCrc32c;
  }

  /**
   * With a request only of an upload in parts whose CRC32C the store keeps: answers with a range do
   * not tell it, and such a file takes several requests anyway.
   */
  @Override
  public OptionalInt toldCrc32c() throws IOException {
    OptionalInt told = recordedCrc32c;
    if (told != null) {
      return told;
    }
    boolean kept =
        builders.features().has(S3Feature.FULL_OBJECT_CRC32C)
            && length() > builders.settings().parts().bytesOf(1);
    return kept ? recordedCrc32c() : OptionalInt.empty();
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
      requests.call(
          RequestKind.GET,
          info.key(),
          (client, attempt) -> {
            if (closed) {
              throw closed(null); // no more attempts, whoever waits for this thread to end
            }
            int done = destination.position() - begin;
            ByteRange rest = new ByteRange(position + done, (long) length - done);
            if (rest.length() > 0) {
              fetch(client, rest, destination, done == 0 ? arrived : () -> {});
            }
            return null;
          });
      checkWhole(position, begin, destination);
    }
  }

  private void fetch(S3Client client, ByteRange range, ByteBuffer destination, Runnable arrived)
      throws IOException {
    ResponseInputStream<GetObjectResponse> body = ask(client, range);
    long rest = Long.MAX_VALUE;
    bodies.add(body);
    try {
      if (closed) {
        throw closed(null);
      }
      GetObjectResponse answer = body.response();
      long sent = sentAt(range, answer);
      Bodies.fill(info.key(), body, destination, arrived);
      rest = sent - range.length();
    } catch (TransientException e) {
      if (closed) {
        throw closed(e);
      }
      throw e;
    } finally {
      bodies.remove(body);
      S3Bodies.end(body, rest);
    }
  }

  private ResponseInputStream<GetObjectResponse> ask(S3Client client, ByteRange range)
      throws IOException {
    GetObjectRequest.Builder request = builders.get(info.key()).range(RequestBuilders.range(range));
    info.etag().ifPresent(etag -> request.ifMatch(Etags.quoted(etag)));
    try {
      return client.getObject(request.build());
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == RANGE_NOT_SATISFIABLE) {
        throw changed("it is not the object that was opened");
      }
      throw e;
    }
  }

  /** Checks that the answer is what was asked for. Returns how many bytes it has. */
  private long sentAt(ByteRange range, GetObjectResponse answer) throws IOException {
    check(Etags.of(answer.eTag()));
    if (recordedCrc32c == null) {
      OptionalInt told = S3Objects.crc32c(answer);
      if (told.isPresent()) {
        recordedCrc32c = told;
      }
    }
    ContentRange sent =
        ContentRange.of(info.key(), answer.contentRange(), answer.contentLength())
            .orElseThrow(() -> S3Objects.withoutLength("reading", info.key()));
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
    ByteBuffer all = destination.duplicate();
    all.flip().position(begin);
    if (Crcs.of(all) != expected.getAsInt()) {
      throw new IOException(
          "Error reading "
              + info.key()
              + ": what the store sent does not have the CRC32C that it recorded; read it again,"
              + " and if that does not help, the object is damaged");
    }
  }

  @Override
  public void close() {
    closed = true;
    bodies.forEach(ResponseInputStream::abort);
  }
}
