package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
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
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Reads one blob by ranges, each with a request of its own that holds for the blob's ETag. A body
 * that breaks is resumed at its byte. Safe for several threads; closing ends their reads.
 */
final class AzureReader implements ObjectReader {

  static final int PRECONDITION_FAILED = 412;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private final AzureRequests requests;
  private final AzureObjects objects;
  private final ObjectInfo info;
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Null until the store has said something about it. */
  private volatile OptionalInt recordedCrc32c;

  /**
   * Opens nothing yet.
   *
   * @param recordedCrc32c what the store has said of it; null if it has not been asked
   */
  AzureReader(
      AzureRequests requests, AzureObjects objects, ObjectInfo info, OptionalInt recordedCrc32c) {
    this.requests = requests;
    this.objects = objects;
    this.info = info;
    this.recordedCrc32c = recordedCrc32c;
  }

  /** Asks for a range of a blob, if it still has this ETag. */
  static HttpResponse get(AzureClients to, String key, String range, Optional<String> etag) {
    HttpRequest request =
        new HttpRequest(HttpMethod.GET, to.address(key)).setHeader(HttpHeaderName.RANGE, range);
    etag.ifPresent(known -> request.setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(known)));
    return to.send(request);
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  /** With a request, unless the store has said it with another answer. */
  @Override
  public OptionalInt recordedCrc32c() throws IOException {
    if (recordedCrc32c == null) {
      AzureObjects.Found found = objects.head(info.key());
      check(found.info().etag());
      recordedCrc32c = found.crc32c();
    }
    return recordedCrc32c;
  }

  @Override
  public OptionalInt toldCrc32c() {
    OptionalInt told = recordedCrc32c;
    return told == null ? OptionalInt.empty() : told;
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
          AzureRequestKind.GET,
          info.key(),
          (to, attempt) -> {
            int done = destination.position() - begin;
            ByteRange rest = new ByteRange(position + done, (long) length - done);
            if (rest.length() > 0) {
              fetch(to, rest, destination, done == 0 ? arrived : () -> {});
            }
            return null;
          });
      checkWhole(position, begin, destination);
    }
  }

  private void fetch(AzureClients to, ByteRange range, ByteBuffer destination, Runnable arrived)
      throws IOException {
    if (closed) {
      throw closed(null);
    }
    HttpResponse answer = ask(to, range);
    Runnable ender = to.ender();
    underWay.add(ender);
    boolean whole = false;
    try (InputStream body = answer.getBodyAsBinaryData().toStream()) {
      if (closed) {
        throw closed(null);
      }
      checkSent(range, answer);
      Bodies.fill(info.key(), body, destination, arrived);
      whole = body.read() < 0; // then the connection serves again
    } catch (TransientException e) {
      if (closed) {
        throw closed(e);
      }
      throw e;
    } finally {
      underWay.remove(ender);
      if (!whole) {
        ender.run(); // nobody wants the rest
      }
      answer.close();
    }
  }

  private HttpResponse ask(AzureClients to, ByteRange range) throws IOException {
    try {
      return get(to, info.key(), "bytes=" + range.offset() + "-" + (range.end() - 1), info.etag());
    } catch (HttpResponseException e) {
      int status = AzureErrors.status(e);
      if (status == PRECONDITION_FAILED || status == RANGE_NOT_SATISFIABLE) {
        throw changed("it is not the blob that was opened");
      }
      throw e;
    }
  }

  /** Checks that the answer is what was asked for. */
  private void checkSent(ByteRange range, HttpResponse answer) throws IOException {
    check(Etags.of(answer.getHeaderValue(HttpHeaderName.ETAG)));
    ContentRange sent = AzureObjects.sent(info.key(), answer.getHeaders());
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
    if (recordedCrc32c == null) {
      recordedCrc32c = AzureObjects.found(info.key(), sent.size(), answer.getHeaders()).crc32c();
    }
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
              + " and if that does not help, the blob is damaged");
    }
  }

  @Override
  public void close() {
    closed = true;
    underWay.forEach(Runnable::run);
  }
}
