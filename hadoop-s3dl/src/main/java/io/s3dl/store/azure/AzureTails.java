package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import io.s3dl.io.ByteRange;
import io.s3dl.store.Bodies;
import io.s3dl.store.ContentRange;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.StoredTail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ends of blobs. There are no ranges that are counted from the end: the beginning is
 * asked for, which is all of a small blob, and of a larger one tells where the end begins.
 */
final class AzureTails {

  private static final Logger LOG = LoggerFactory.getLogger(AzureTails.class);

  private final AzureRequests requests;
  private final AzureObjects objects;
  private final Consumer<AzureObjects.Found> seen;

  /**
   * Reads nothing yet.
   *
   * @param seen is told of each answer
   */
  AzureTails(AzureRequests requests, AzureObjects objects, Consumer<AzureObjects.Found> seen) {
    this.requests = requests;
    this.objects = objects;
    this.seen = seen;
  }

  StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    if (bytes < 0) {
      throw new IllegalArgumentException("A tail of " + bytes + " bytes");
    }
    Runnable once = once(arrived);
    StoredTail beginning = whole(key, bytes, once);
    ObjectInfo info = beginning.info();
    if (beginning.bytes().hasRemaining() || info.size() == 0 || bytes == 0) {
      return beginning;
    }
    ByteBuffer end = ByteBuffer.allocate(bytes);
    try (AzureReader reader = new AzureReader(requests, objects, info, OptionalInt.empty())) {
      reader.readFully(info.size() - bytes, end, once);
    }
    return new StoredTail(info, end.flip(), beginning.recordedCrc32c());
  }

  /** With one request, if the blob is as long as it was. */
  StoredTail tail(ObjectInfo known, int bytes, Runnable arrived) throws IOException {
    String key = known.key();
    if (bytes > 0 && bytes < known.size()) {
      ByteRange range = new ByteRange(known.size() - bytes, bytes);
      Optional<StoredTail> end = ask(key, range, arrived);
      if (end.isPresent() && end.get().bytes().remaining() == bytes) {
        return end.get();
      }
    }
    return tail(key, bytes, arrived);
  }

  /** A blob that has no more bytes than this; of a larger one, none. */
  StoredTail whole(String key, int most, Runnable arrived) throws IOException {
    if (most > 0 && !key.endsWith("/")) {
      Optional<StoredTail> beginning = ask(key, new ByteRange(0, most), arrived);
      if (beginning.isPresent()) {
        return beginning.get();
      }
    }
    return withoutBytes(objects.head(key));
  }

  /** Another attempt begins anew, and tells nobody again. */
  private static Runnable once(Runnable arrived) {
    AtomicBoolean told = new AtomicBoolean();
    return () -> {
      if (told.compareAndSet(false, true)) {
        arrived.run();
      }
    };
  }

  private StoredTail withoutBytes(AzureObjects.Found found) {
    seen.accept(found);
    return new StoredTail(found.info(), ByteBuffer.allocate(0), found.crc32c());
  }

  /**
   * A range that ends the blob. Without bytes where the blob goes on behind it, or has none;
   * nothing where it ends before it, or the store does not say.
   */
  private Optional<StoredTail> ask(String key, ByteRange range, Runnable arrived)
      throws IOException {
    Runnable once = once(arrived);
    return requests.call(AzureRequestKind.GET, key, (to, attempt) -> ask(to, key, range, once));
  }

  private Optional<StoredTail> ask(AzureClients to, String key, ByteRange range, Runnable arrived)
      throws IOException {
    HttpResponse answer;
    try {
      String text = "bytes=" + range.offset() + "-" + (range.end() - 1);
      answer = AzureReader.get(to, key, text, Optional.empty());
    } catch (HttpResponseException e) {
      if (AzureErrors.status(e) == AzureReader.RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      throw e;
    }
    Runnable ender = to.ender();
    boolean whole = false;
    try (answer;
        InputStream body = answer.getBodyAsBinaryData().toStream()) {
      ContentRange sent = AzureObjects.sent(key, answer.getHeaders());
      long size = sent.size();
      AzureObjects.Found found = AzureObjects.found(key, size, answer.getHeaders());
      AzureObjects.checkFile(key, found.metadata());
      if (size == 0 || size > range.end()) {
        whole = drained(body, size == 0 ? 0 : range.length());
        return Optional.of(withoutBytes(found));
      }
      if (size <= range.offset() || sent.offset() != range.offset()) {
        return Optional.empty();
      }
      ByteBuffer tail = ByteBuffer.allocate((int) (size - range.offset()));
      Bodies.fill(key, body, tail, arrived);
      whole = body.read() < 0;
      seen.accept(found);
      return Optional.of(new StoredTail(found.info(), tail.flip(), found.crc32c()));
    } finally {
      if (!whole) {
        ender.run();
      }
    }
  }

  /** Reads the rest of an answer, which costs less than another connection; whether that is all. */
  private static boolean drained(InputStream body, long bytes) {
    try {
      body.skipNBytes(bytes);
      return body.read() < 0;
    } catch (IOException e) {
      LOG.debug("An answer of which nothing more was needed broke", e);
      return false;
    }
  }
}
