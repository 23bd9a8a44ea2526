package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.store.Etags;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WriteOptions;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The requests of one multipart upload, which begins with its first part. */
final class MultipartRequests {

  private static final Logger LOG = LoggerFactory.getLogger(MultipartRequests.class);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final Beginning beginning;
  private final AtomicLong size = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();

  /** Whether parts are sent with their CRC32Cs. */
  private volatile boolean checked;

  /** Null until the upload has begun. */
  private volatile String uploadId;

  MultipartRequests(
      S3Requests requests, RequestBuilders builders, S3Objects objects, Beginning beginning) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
    this.beginning = beginning;
    this.checked = builders.features().has(S3Feature.CHECKSUM_CRC32C);
  }

  /** What the upload is begun with: the metadata and headers of the new object. */
  interface Beginning {
    CreateMultipartUploadRequest.Builder request() throws IOException;
  }

  boolean begun() {
    return uploadId != null;
  }

  /** The store's name of the upload; of several threads with parts one begins it. */
  private String begin(String key) throws IOException {
    String begun = uploadId;
    if (begun != null) {
      return begun;
    }
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("Interrupted while beginning to write " + key).initCause(e);
    }
    try {
      if (uploadId == null) {
        CreateMultipartUploadRequest request = withChecksums(beginning.request()).build();
        uploadId =
            requests.call(
                RequestKind.UPLOAD_BEGIN,
                key,
                (client, attempt) -> {
                  String id = client.createMultipartUpload(request).uploadId();
                  return Answers.whole(id, id != null);
                });
      }
      return uploadId;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Prepares for parts that are copied: a store that combines the parts' checksums may not tell
   * those of copied ones, and then none are sent.
   */
  void expectCopies() {
    if (!begun() && !builders.features().has(S3Feature.FULL_OBJECT_CRC32C)) {
      checked = false;
    }
  }

  private CreateMultipartUploadRequest.Builder withChecksums(
      CreateMultipartUploadRequest.Builder request) {
    if (checked) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
      if (builders.features().has(S3Feature.FULL_OBJECT_CRC32C)) {
        request.checksumType(ChecksumType.FULL_OBJECT);
      }
    }
    return request;
  }

  /** Sends a part. */
  CompletedPart part(String key, int number, SentBytes bytes) throws IOException {
    String id = begin(key);
    String crc = checked ? Crcs.text(bytes.crc32c()) : null;
    UploadPartRequest request = builders.part(key, id, number).checksumCRC32C(crc).build();
    RequestBody body = bytes.body();
    UploadPartResponse answer =
        requests.call(
            RequestKind.UPLOAD_PART, key, (client, attempt) -> client.uploadPart(request, body));
    String kept = answer.checksumCRC32C();
    if (checked && kept != null && !kept.equals(crc)) {
      throw new IOException(
          "The store says that part " + number + " of " + key + " has another CRC32C than sent");
    }
    size.addAndGet(bytes.length());
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.eTag())
        .checksumCRC32C(crc)
        .build();
  }

  /**
   * Copies a range as a part inside the store.
   *
   * @param etag that the source must have, where the store checks it
   */
  CompletedPart copy(String key, int number, String source, ByteRange range, Optional<String> etag)
      throws IOException {
    boolean conditional = builders.features().has(S3Feature.COPY_SOURCE_IF_MATCH);
    UploadPartCopyRequest request =
        builders
            .partCopy(key, begin(key), number, source, range)
            .copySourceIfMatch(conditional ? etag.map(Etags::quoted).orElse(null) : null)
            .build();
    CopyPartResult answer =
        requests.copy(
            RequestKind.UPLOAD_PART_COPY,
            source,
            key,
            (client, attempt) -> {
              try {
                CopyPartResult result = client.uploadPartCopy(request).copyPartResult();
                return Answers.whole(result, result != null && result.eTag() != null);
              } catch (S3Exception e) {
                throw Copying.sourceRefused(source, e);
              }
            });
    size.addAndGet(range.length());
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.eTag())
        .checksumCRC32C(checked ? answer.checksumCRC32C() : null)
        .build();
  }

  /**
   * After copies that the store has made under no condition: an object that is as it was has been
   * so meanwhile.
   */
  void checkCopied(String source, Optional<String> etag) throws IOException {
    if (etag.isPresent()
        && !builders.features().has(S3Feature.COPY_SOURCE_IF_MATCH)
        && !objects.matches(source, etag.get())) {
      throw Copying.changed(source);
    }
  }

  /** Publishes the object. */
  ObjectInfo complete(
      String key, WriteOptions options, List<CompletedPart> parts, OptionalInt crc32c)
      throws IOException {
    S3Features features = builders.features();
    boolean ifNoneMatch = features.has(S3Feature.CONDITIONAL_COMPLETE);
    boolean ifMatch =
        features.has(S3Feature.CONDITIONAL_COMPLETE) && features.has(S3Feature.IF_MATCH_PUT);
    Conditions conditions = new Conditions(objects, key, options);
    conditions.lookBefore(ifNoneMatch, ifMatch);
    CompleteMultipartUploadRequest.Builder request =
        builders
            .complete(key, uploadId)
            .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build())
            .ifNoneMatch(conditions.ifNoneMatch(ifNoneMatch))
            .ifMatch(conditions.ifMatch(ifMatch));
    if (features.has(S3Feature.FULL_OBJECT_CRC32C) && crc32c.isPresent()) {
      request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(Crcs.text(crc32c.getAsInt()));
    }
    Optional<CompleteMultipartUploadResponse> answer;
    try {
      answer =
          requests.call(
              RequestKind.UPLOAD_COMPLETE,
              key,
              (client, attempt) -> send(client, key, request.build()));
    } catch (IOException e) {
      return objects.recover(key, options, e);
    }
    if (answer.isEmpty()) {
      return objects.recover(key, options, conditions.refused());
    }
    return published(key, options, answer.get(), crc32c);
  }

  private static Optional<CompleteMultipartUploadResponse> send(
      S3Client client, String key, CompleteMultipartUploadRequest request) throws EOFException {
    try {
      CompleteMultipartUploadResponse answer = client.completeMultipartUpload(request);
      boolean says = answer.eTag() != null || answer.key() != null || answer.bucket() != null;
      return Optional.of(Answers.whole(answer, says));
    } catch (S3Exception e) {
      switch (e.statusCode()) {
        case PRECONDITION_FAILED -> {
          return Optional.empty();
        }
        case CONFLICT ->
            throw new FinalFailure(
                new IOException(
                    "Error publishing "
                        + key
                        + ": another write of it was under way (409 ConditionalRequestConflict);"
                        + " write it again",
                    e));
        case NOT_FOUND -> {
          if (Conditions.isOfNothing(request.ifMatch(), e)) {
            return Optional.empty();
          }
          throw new FinalFailure(
              new IOException(
                  "Error publishing "
                      + key
                      + ": its upload is not there any more; it has been discarded by somebody, or"
                      + " by a rule of the bucket for unfinished uploads",
                  e));
        }
        default -> throw e;
      }
    }
  }

  private ObjectInfo published(
      String key, WriteOptions options, CompleteMultipartUploadResponse answer, OptionalInt crc32c)
      throws IOException {
    OptionalInt kept =
        answer.checksumType() == ChecksumType.FULL_OBJECT
            ? Crcs.parse(answer.checksumCRC32C())
            : OptionalInt.empty();
    if (crc32c.isPresent() && kept.isPresent() && !kept.equals(crc32c)) {
      throw new IOException(
          "The store says that "
              + key
              + " has another CRC32C than what was written; it is visible, so write it again or"
              + " delete it");
    }
    if (Etags.of(answer.eTag()).isEmpty()) { // Ceph says none
      try {
        Optional<HeadObjectResponse> ours = objects.written(key, options.writeId());
        if (ours.isPresent()) {
          return S3Objects.info(key, ours.get());
        }
      } catch (IOException e) {
        LOG.debug("{} is published; it cannot be looked at", key, e);
      }
    }
    return Answers.written(key, size.get(), answer.eTag(), answer.sdkHttpResponse());
  }

  /** Asks for an upload to be discarded; one that is gone already is as wanted. */
  static Void abort(S3Client client, AbortMultipartUploadRequest request) {
    try {
      client.abortMultipartUpload(request);
    } catch (S3Exception e) {
      if (e.statusCode() != NOT_FOUND) {
        throw e;
      }
    }
    return null;
  }

  /** Discards the upload, if it has begun; also for a thread that is interrupted. */
  void discard(String key) {
    String id = uploadId;
    if (id == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      requests.call(
          RequestKind.UPLOAD_ABORT,
          key,
          (client, attempt) -> abort(client, builders.abort(key, id)));
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Cannot discard the upload {} of {}, whose parts go on being stored and paid until it is"
              + " aborted (s3dl uploads, or a lifecycle rule of the bucket)",
          id,
          key,
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
