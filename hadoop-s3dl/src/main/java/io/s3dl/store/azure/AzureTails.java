package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import io.s3dl.store.Bodies;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.StoredTail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Reads the ends of blobs. There are no ranges that are counted from the end: the beginning is
 * asked for, which is all of a small blob, and of a larger one tells where the end begins.
 */
final class AzureTails {

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
    if (bytes == 0 || key.endsWith("/")) {
      return empty(objects.head(key));
    }
    AtomicBoolean told = new AtomicBoolean();
    Runnable once =
        () -> {
          if (told.compareAndSet(false, true)) { // another attempt begins anew
            arrived.run();
          }
        };
    Optional<StoredTail> beginning =
        requests.call(AzureRequestKind.GET, key, (to, attempt) -> whole(to, key, bytes, once));
    if (beginning.isEmpty()) {
      return empty(objects.head(key));
    }
    StoredTail tail = beginning.get();
    return tail.bytes().hasRemaining() ? tail : end(tail, bytes, once);
  }

  private StoredTail empty(AzureObjects.Found found) {
    seen.accept(found);
    return new StoredTail(found.info(), ByteBuffer.allocate(0), found.crc32c());
  }

  /** The blob if it has no more bytes, without any if it has; nothing of an empty one. */
  private Optional<StoredTail> whole(AzureClients to, String key, int bytes, Runnable arrived)
      throws IOException {
    HttpResponse answer;
    try {
      answer = AzureReader.get(to, key, "bytes=0-" + (bytes - 1), Optional.empty());
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
      long size = AzureObjects.sent(key, answer.getHeaders()).size();
      AzureObjects.Found found = AzureObjects.found(key, size, answer.getHeaders());
      AzureObjects.checkFile(key, found.metadata());
      if (size > bytes) {
        return Optional.of(new StoredTail(found.info(), ByteBuffer.allocate(0), found.crc32c()));
      }
      if (size == 0) {
        return Optional.empty();
      }
      ByteBuffer tail = ByteBuffer.allocate((int) size);
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

  private StoredTail end(StoredTail larger, int bytes, Runnable arrived) throws IOException {
    ObjectInfo info = larger.info();
    ByteBuffer end = ByteBuffer.allocate(bytes);
    try (AzureReader reader = new AzureReader(requests, objects, info, OptionalInt.empty())) {
      reader.readFully(info.size() - bytes, end, arrived);
    }
    return new StoredTail(info, end.flip(), larger.recordedCrc32c());
  }
}
