package io.s3dl.store.s3;

import io.s3dl.store.TransientException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects that a diagnosis makes, all of them below one prefix. */
record DiagnosedObjects(S3Requests requests, RequestBuilders builders, String prefix) {

  /** An upload with one part. */
  record Begun(String key, String id, CompletedPart part) {}

  /** A request that may be refused. */
  @FunctionalInterface
  interface Request {
    void send() throws IOException;
  }

  String key(String name) {
    return prefix + name;
  }

  /** Writes an object, and returns its ETag as the store gave it. */
  String put(String key, byte[] content, UnaryOperator<PutObjectRequest.Builder> change)
      throws IOException {
    return requests.call(
        RequestKind.PUT,
        key,
        (client, attempt) ->
            client
                .putObject(
                    change.apply(builders.put(key, Optional.empty(), Map.of())).build(),
                    RequestBody.fromBytes(content))
                .eTag());
  }

  String put(String key, byte[] content) throws IOException {
    return put(key, content, UnaryOperator.identity());
  }

  /** Reads an object, or what a range header names of it. */
  byte[] get(String key, String range) throws IOException {
    return requests.call(
        RequestKind.GET,
        key,
        (client, attempt) ->
            client.getObjectAsBytes(builders.get(key).range(range).build()).asByteArray());
  }

  HeadObjectResponse head(String key) throws IOException {
    return requests.call(
        RequestKind.HEAD, key, (client, attempt) -> client.headObject(builders.head(key).build()));
  }

  boolean exists(String key) throws IOException {
    try {
      head(key);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Begins an upload and sends its first part, without a checksum. */
  Begun begin(String key, byte[] content) throws IOException {
    return begin(key, content, null, UnaryOperator.identity());
  }

  /** Begins an upload and sends its first part. */
  Begun begin(
      String key,
      byte[] content,
      String crc32c,
      UnaryOperator<CreateMultipartUploadRequest.Builder> change)
      throws IOException {
    String id =
        requests.call(
            RequestKind.UPLOAD_BEGIN,
            key,
            (client, attempt) ->
                client
                    .createMultipartUpload(
                        change.apply(builders.begin(key, Optional.empty(), Map.of())).build())
                    .uploadId());
    return new Begun(key, id, part(key, id, 1, content, crc32c));
  }

  CompletedPart part(String key, String id, int number, byte[] content, String crc32c)
      throws IOException {
    String etag =
        requests.call(
            RequestKind.UPLOAD_PART,
            key,
            (client, attempt) ->
                client
                    .uploadPart(
                        builders.part(key, id, number).checksumCRC32C(crc32c).build(),
                        RequestBody.fromBytes(content))
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(etag).checksumCRC32C(crc32c).build();
  }

  void complete(
      Begun upload,
      List<CompletedPart> parts,
      UnaryOperator<CompleteMultipartUploadRequest.Builder> change)
      throws IOException {
    requests.call(
        RequestKind.UPLOAD_COMPLETE,
        upload.key(),
        (client, attempt) ->
            client.completeMultipartUpload(
                change
                    .apply(builders.complete(upload.key(), upload.id()))
                    .multipartUpload(whole -> whole.parts(parts))
                    .build()));
  }

  void abort(String key, String id) throws IOException {
    requests.call(
        RequestKind.UPLOAD_ABORT,
        key,
        (client, attempt) -> client.abortMultipartUpload(builders.abort(key, id)));
  }

  ListMultipartUploadsResponse uploads(String below) throws IOException {
    return requests.call(
        RequestKind.UPLOAD_LIST,
        below,
        (client, attempt) -> client.listMultipartUploads(builders.uploads(below).build()));
  }

  /** The first page of what is below a prefix. */
  ListObjectsV2Response list(String below, int most) throws IOException {
    return requests.call(
        RequestKind.LIST,
        below,
        (client, attempt) ->
            client.listObjectsV2(builders.list(below, true).maxKeys(most).build()));
  }

  void delete(String key) throws IOException {
    requests.call(
        RequestKind.DELETE,
        key,
        (client, attempt) -> client.deleteObject(builders.delete(key).build()));
  }

  /** Deletes objects with one request of another client. */
  void deleteTogether(S3Client client, S3Errors errors) throws IOException {
    List<String> keys = Stream.of("bulk-1", "bulk-2").map(this::key).toList();
    for (String key : keys) {
      put(key, new byte[1]);
    }
    DeleteObjectsResponse answer =
        errors.at(
            RequestKind.DELETE_BULK.doing(),
            keys.get(0),
            () ->
                client.deleteObjects(
                    builders
                        .deleteAll()
                        .delete(
                            all ->
                                all.objects(
                                    keys.stream()
                                        .map(key -> ObjectIdentifier.builder().key(key).build())
                                        .toList()))
                        .build()));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      throw new IOException("the store refuses: " + answer.errors());
    }
    for (String key : keys) {
      if (exists(key)) {
        throw new IOException("an object is still there: " + key);
      }
    }
  }

  /** Aborts all uploads and deletes all objects below the prefix. */
  void removeAll() throws IOException {
    for (var upload : uploads(prefix).uploads()) {
      abort(upload.key(), upload.uploadId());
    }
    for (ListObjectsV2Response page = list(prefix, 1000); !page.contents().isEmpty(); ) {
      for (S3Object object : page.contents()) {
        delete(object.key());
      }
      page = list(prefix, 1000);
    }
  }

  /**
   * How a request was refused.
   *
   * @param status of the answer; 0 without one
   * @param why the store's code, or else the message
   */
  record Refusal(int status, String why) {

    private static final int BAD_REQUEST = 400;
    private static final int PRECONDITION_FAILED = 412;

    /** Whether it is because of a condition that does not hold. */
    boolean isOfCondition() {
      return status == PRECONDITION_FAILED;
    }

    /** Whether it is because of what was sent. */
    boolean isOfContent() {
      return status == BAD_REQUEST;
    }

    @Override
    public String toString() {
      return why;
    }
  }

  /**
   * How a request was refused that should be: empty if it was not.
   *
   * @throws IOException if that is not to be told, because the store is in trouble, say
   */
  static Optional<Refusal> refusal(Request request) throws IOException {
    try {
      request.send();
      return Optional.empty();
    } catch (InterruptedIOException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      String code = S3Errors.codeOf(e);
      Refusal refusal =
          new Refusal(S3Errors.statusOf(e), code.isEmpty() ? String.valueOf(e.getMessage()) : code);
      // Contents with a wrong checksum are sent again too: they may have suffered on the way.
      boolean passing = !refusal.isOfContent() || code.equals("RequestTimeout");
      if (e instanceof TransientException && passing) {
        throw e;
      }
      return Optional.of(refusal);
    }
  }
}
