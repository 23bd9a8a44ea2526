package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import io.s3dl.io.ByteRange;
import io.s3dl.store.Bodies;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.StoredTail;
import java.io.IOException;
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

  /** How often others may replace the blob between two requests. */
  private static final int ATTEMPTS = 5;

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
    AtomicBoolean told = new AtomicBoolean();
    Runnable once =
        () -> {
          if (told.compareAndSet(false, true)) { // another attempt begins anew
            arrived.run();
          }
        };
    for (int attempt = 1; ; attempt++) {
      try {
        return tailOf(key, key.endsWith("/") ? 0 : bytes, once);
      } catch (ObjectChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * The end of the blob that is there when it is first asked for.
   *
   * @throws ObjectChangedException if it is another before its end has come
   */
  private StoredTail tailOf(String key, int bytes, Runnable arrived) throws IOException {
    if (bytes > 0) {
      Optional<StoredTail> beginning =
          requests.call(AzureRequestKind.GET, key, (to, attempt) -> whole(to, key, bytes, arrived));
      if (beginning.isPresent()) {
        StoredTail tail = beginning.get();
        return tail.bytes().hasRemaining() ? tail : end(tail, bytes, arrived);
      }
    }
    AzureObjects.Found found = objects.head(key);
    seen.accept(found);
    StoredTail nothing = new StoredTail(found.info(), ByteBuffer.allocate(0), found.crc32c());
    // One that was empty may have been replaced by one that is not.
    int length = (int) Math.min(bytes, found.info().size());
    return length == 0 ? nothing : end(nothing, length, arrived);
  }

  /** The blob if it has no more bytes, without any if it has; nothing of an empty one. */
  private Optional<StoredTail> whole(AzureClients to, String key, int bytes, Runnable arrived)
      throws IOException {
    AzureAnswer answer;
    try {
      answer = AzureAnswer.get(to, key, new ByteRange(0, bytes), Optional.empty());
    } catch (HttpResponseException e) {
      if (AzureErrors.status(e) == AzureAnswer.RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      throw e;
    }
    long rest = Long.MAX_VALUE;
    try {
      AzureObjects.Found found = answer.found();
      AzureObjects.checkFile(key, found.metadata());
      long size = answer.sent().size();
      if (size == 0) {
        return Optional.empty();
      }
      ByteBuffer tail = ByteBuffer.allocate(size > bytes ? 0 : (int) size);
      Bodies.fill(key, answer.body(), tail, arrived);
      rest = answer.sent().length() - tail.capacity();
      seen.accept(found);
      return Optional.of(new StoredTail(found.info(), tail.flip(), found.crc32c()));
    } finally {
      answer.end(rest);
    }
  }

  private StoredTail end(StoredTail larger, int bytes, Runnable arrived) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(bytes);
    try (ObjectReader reader = objects.open(larger.info(), OptionalInt.empty())) {
      reader.readFully(larger.info().size() - bytes, end, arrived);
    }
    return new StoredTail(larger.info(), end.flip(), larger.recordedCrc32c());
  }
}
