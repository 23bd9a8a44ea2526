package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import io.s3dl.io.ByteRange;
import io.s3dl.store.Bodies;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
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
    Runnable once = once(arrived);
    for (int attempt = 1; ; attempt++) {
      try {
        return tailOf(key, bytes, once);
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
    StoredTail beginning = whole(key, bytes, arrived);
    int length = (int) Math.min(bytes, beginning.info().size());
    return beginning.bytes().hasRemaining() || length == 0
        ? beginning
        : end(beginning, length, arrived);
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
    AzureAnswer answer;
    try {
      answer = AzureAnswer.get(to, key, range, Optional.empty());
    } catch (HttpResponseException e) {
      if (AzureErrors.status(e) == AzureAnswer.RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      throw e;
    }
    long rest = Long.MAX_VALUE;
    try {
      AzureObjects.Found found = answer.found();
      AzureObjects.checkUsable(key, found);
      long size = answer.sent().size();
      if (size == 0 || size > range.end()) {
        rest = answer.sent().length();
        return Optional.of(withoutBytes(found));
      }
      if (size <= range.offset() || answer.sent().offset() != range.offset()) {
        return Optional.empty();
      }
      ByteBuffer tail = ByteBuffer.allocate((int) (size - range.offset()));
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
