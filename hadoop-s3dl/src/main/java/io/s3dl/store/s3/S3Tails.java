package io.s3dl.store.s3;

import io.s3dl.store.Bodies;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.RecentChecksums;
import io.s3dl.store.StoredTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads the ends of objects, mostly with one request for a range that is counted from the end. */
final class S3Tails {

  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final RecentChecksums checksums;

  /**
   * What is asked for.
   *
   * @param range as the request says it
   * @param etag of the object that is meant, if there is one
   * @param bytes how many at most are taken of the answer
   */
  private record Wanted(String key, String range, Optional<String> etag, int bytes) {}

  /**
   * Reads nothing yet.
   *
   * @param checksums learns what answers say
   */
  S3Tails(
      S3Requests requests, RequestBuilders builders, S3Objects objects, RecentChecksums checksums) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
    this.checksums = checksums;
  }

  StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    AtomicBoolean told = new AtomicBoolean();
    return tailOf(
        key,
        bytes,
        () -> {
          if (told.compareAndSet(false, true)) { // another attempt begins anew
            arrived.run();
          }
        });
  }

  private StoredTail tailOf(String key, int bytes, Runnable arrived) throws IOException {
    if (bytes < 0) {
      throw new IllegalArgumentException("A tail of " + bytes + " bytes");
    }
    if (bytes > 0 && !key.endsWith("/")) {
      Optional<StoredTail> tail =
          requests.call(
              RequestKind.GET,
              key,
              (client, attempt) ->
                  fetch(
                      client,
                      new Wanted(key, "bytes=-" + bytes, Optional.empty(), bytes),
                      arrived));
      if (tail.isPresent()) {
        return tail.get();
      }
    }
    return afterLook(key, bytes, arrived);
  }

  /** Of an empty object there is no range; a store may also not know ranges from the end. */
  private StoredTail afterLook(String key, int bytes, Runnable arrived) throws IOException {
    HeadObjectResponse found = objects.head(key);
    ObjectInfo info = S3Objects.info(key, found);
    int length = (int) Math.min(bytes, info.size());
    if (length == 0) {
      return new StoredTail(info, ByteBuffer.allocate(0));
    }
    String range = "bytes=" + (info.size() - length) + "-";
    return requests
        .call(
            RequestKind.GET,
            key,
            (client, attempt) -> fetch(client, new Wanted(key, range, info.etag(), bytes), arrived))
        .orElseThrow(() -> new IOException("The store sends no end of " + key));
  }

  private Optional<StoredTail> fetch(S3Client client, Wanted wanted, Runnable arrived)
      throws IOException {
    GetObjectRequest.Builder request = builders.get(wanted.key()).range(wanted.range());
    wanted.etag().ifPresent(known -> request.ifMatch(Etags.quoted(known)));
    ResponseInputStream<GetObjectResponse> body;
    try {
      body = client.getObject(request.build());
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      if (e.statusCode() == PRECONDITION_FAILED) {
        throw new ObjectChangedException(
            "Error reading " + wanted.key() + ": it has changed meanwhile");
      }
      throw e;
    }
    return read(wanted, body, arrived);
  }

  private Optional<StoredTail> read(
      Wanted wanted, ResponseInputStream<GetObjectResponse> body, Runnable arrived)
      throws IOException {
    String key = wanted.key();
    long rest = Long.MAX_VALUE;
    try {
      GetObjectResponse answer = body.response();
      Optional<ContentRange> sent =
          ContentRange.of(key, answer.contentRange(), answer.contentLength());
      long size = sent.map(ContentRange::size).orElse(-1L);
      if (sent.isEmpty() || sent.get().length() != Math.min(wanted.bytes(), size)) {
        return Optional.empty(); // all of it, which is more than is wanted
      }
      ByteBuffer tail = ByteBuffer.allocate((int) sent.get().length());
      Bodies.fill(key, body, tail, arrived);
      rest = 0;
      ObjectInfo info = S3Objects.info(key, size, answer);
      return Optional.of(new StoredTail(info, tail.flip(), checksum(info, answer)));
    } finally {
      S3Bodies.end(body, rest);
    }
  }

  private OptionalInt checksum(ObjectInfo info, GetObjectResponse answer) {
    OptionalInt said = S3Objects.crc32c(answer);
    if (answer.contentRange() != null) {
      return checksums.ofPart(info, said);
    }
    checksums.put(info, said);
    return said;
  }
}
