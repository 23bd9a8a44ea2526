package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ContentRange;
import io.s3dl.store.Etags;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.LostAnswers;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.RangeReader;
import io.s3dl.store.UnreadableObjectException;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the store says of single objects, asked and read. */
final class S3Objects {

  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Requests requests;
  private final RequestBuilders builders;

  /** Set once it was seen that whoever asks may see all but checksums. */
  private volatile boolean checksumsDenied;

  S3Objects(S3Requests requests, RequestBuilders builders) {
    this.requests = requests;
    this.builders = builders;
  }

  /** What there is under a key, with its checksum if that may be seen. */
  HeadObjectResponse head(String key) throws IOException {
    try {
      return withLength(key, headOrLess(key));
    } catch (UnreadableObjectException e) {
      askWhy(key);
      throw e;
    }
  }

  private HeadObjectResponse withLength(String key, HeadObjectResponse found) throws IOException {
    if (found.contentLength() != null || key.endsWith("/")) {
      return found;
    }
    long size =
        requests.call(
            RequestKind.GET, key, (client, attempt) -> size(client, key, Etags.of(found.eTag())));
    return found.toBuilder().contentLength(size).build();
  }

  /** The checksum of an encrypted object takes more rights than all else that is said of it. */
  private HeadObjectResponse headOrLess(String key) throws IOException {
    HeadObjectRequest all = builders.head(key).build();
    if (checksumsDenied) {
      return head(key, withoutChecksum(all));
    }
    try {
      return head(key, all);
    } catch (AccessDeniedException e) {
      if (all.checksumMode() == null) {
        throw e;
      }
      HeadObjectResponse found = head(key, withoutChecksum(all));
      checksumsDenied = true;
      return found;
    }
  }

  private static HeadObjectRequest withoutChecksum(HeadObjectRequest request) {
    return request.toBuilder().checksumMode((ChecksumMode) null).build();
  }

  private HeadObjectResponse head(String key, HeadObjectRequest request) throws IOException {
    return requests.call(RequestKind.HEAD, key, (client, attempt) -> client.headObject(request));
  }

  /** The answer to a HEAD does not say why; that to a read does, and is thrown. */
  private void askWhy(String key) throws IOException {
    requests.call(RequestKind.GET, key, (client, attempt) -> size(client, key, Optional.empty()));
  }

  /** A store or proxy that compresses answers on their way does not say lengths by itself. */
  private long size(S3Client client, String key, Optional<String> etag)
      throws ObjectChangedException {
    GetObjectRequest.Builder request =
        builders.get(key).range(RequestBuilders.range(new ByteRange(0, 1)));
    etag.ifPresent(known -> request.ifMatch(Etags.quoted(known)));
    long rest = Long.MAX_VALUE;
    ResponseInputStream<GetObjectResponse> body;
    try {
      body = client.getObject(request.build());
    } catch (S3Exception e) {
      switch (e.statusCode()) {
        case RANGE_NOT_SATISFIABLE -> {
          return 0;
        }
        case PRECONDITION_FAILED ->
            throw new ObjectChangedException(
                "Error looking at " + key + ": it has changed meanwhile");
        default -> throw e;
      }
    }
    try {
      ContentRange sent =
          ContentRange.of(key, body.response().contentRange(), body.response().contentLength())
              .orElseThrow(() -> withoutLength("looking at", key));
      rest = sent.length();
      return sent.size();
    } finally {
      S3Bodies.end(body, rest);
    }
  }

  /** What it means that neither a length nor a range is said. */
  static FinalFailure withoutLength(String doing, String key) {
    return new FinalFailure(
        new IOException(
            "Error "
                + doing
                + " "
                + key
                + ": the store does not say how long it is; if something on the way compresses or"
                + " decompresses it, that must not"));
  }

  /** The same, or nothing if there is nothing. */
  Optional<HeadObjectResponse> look(String key) throws IOException {
    try {
      return Optional.of(head(key));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The same without its checksum. */
  Optional<HeadObjectResponse> glance(String key) throws IOException {
    try {
      HeadObjectRequest request = withoutChecksum(builders.head(key).build());
      return Optional.of(withLength(key, head(key, request)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * What this very write has put under the key, though its answer did not come.
   *
   * @param failure what is thrown if it has not
   */
  ObjectInfo recover(String key, WriteOptions options, IOException failure) throws IOException {
    return LostAnswers.recover(
        failure, () -> written(key, options.writeId()).map(found -> info(key, found)));
  }

  /** What is under the key now, if this very write has put it there. */
  Optional<HeadObjectResponse> written(String key, UUID writeId) throws IOException {
    return glance(key)
        .filter(
            found -> writeId.toString().equals(found.metadata().get(S3Metadata.NAMES.writeId())));
  }

  /** Whether an object with this ETag is under the key now. */
  boolean matches(String key, String etag) throws IOException {
    return glance(key).flatMap(found -> Etags.of(found.eTag())).equals(Optional.of(etag));
  }

  /**
   * Reads an object that is known already.
   *
   * @param recordedCrc32c what the store has said of it; null if it has not been asked
   */
  ObjectReader open(ObjectInfo known, OptionalInt recordedCrc32c) {
    return new RangeReader(known, recordedCrc32c, new S3Ranges(requests, builders, this));
  }

  /** A range of an object that is known already, if it is as it was. */
  ByteBuffer read(ObjectInfo known, ByteRange range) throws IOException {
    return read(open(known, OptionalInt.empty()), range);
  }

  /** All of a small object that is known already. */
  ByteBuffer read(String key, HeadObjectResponse found) throws IOException {
    return read(open(info(key, found), crc32c(found)), new ByteRange(0, found.contentLength()));
  }

  private static ByteBuffer read(ObjectReader source, ByteRange range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
    try (source) {
      source.readFully(range.offset(), bytes);
    }
    return bytes.flip();
  }

  static ObjectInfo info(String key, HeadObjectResponse found) {
    return info(key, found.contentLength(), found.lastModified(), found.eTag(), found.metadata());
  }

  static ObjectInfo info(String key, long size, GetObjectResponse found) {
    return info(key, size, found.lastModified(), found.eTag(), found.metadata());
  }

  private static ObjectInfo info(
      String key, Long size, Instant modified, String etag, Map<String, String> metadata) {
    boolean directory = key.endsWith("/");
    return new ObjectInfo(
        nameOf(key),
        directory,
        directory || size == null ? 0 : size,
        S3Metadata.NAMES.modifiedMillis(metadata).orElse(millis(modified)),
        Etags.of(etag),
        S3Metadata.NAMES.attributes(key, metadata));
  }

  static long millis(Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  /** A key without the slash that makes it a marker. */
  static String nameOf(String key) {
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  /** The key of what was said to be here. */
  static String keyOf(ObjectInfo info) {
    return info.directory() ? info.key() + "/" : info.key();
  }

  /** What the store, or else our own metadata, says of the CRC32C of the whole object. */
  static OptionalInt crc32c(HeadObjectResponse found) {
    return crc32c(found.checksumCRC32C(), found.checksumType(), found.metadata());
  }

  static OptionalInt crc32c(GetObjectResponse found) {
    // What the store says with a part of the object may be said of that part.
    String whole = found.contentRange() == null ? found.checksumCRC32C() : null;
    return crc32c(whole, found.checksumType(), found.metadata());
  }

  private static OptionalInt crc32c(String text, ChecksumType type, Map<String, String> metadata) {
    OptionalInt ofStore = type == ChecksumType.COMPOSITE ? OptionalInt.empty() : Crcs.parse(text);
    return ofStore.isPresent() ? ofStore : S3Metadata.NAMES.crc32c(metadata);
  }
}
