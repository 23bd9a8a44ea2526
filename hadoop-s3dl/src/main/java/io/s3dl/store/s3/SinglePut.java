package io.s3dl.store.s3;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes objects with one request each. */
final class SinglePut {

  private static final int PRECONDITION_FAILED = 412;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;

  SinglePut(S3Requests requests, RequestBuilders builders, S3Objects objects) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
  }

  /** Writes all of an object. */
  ObjectInfo put(String key, WriteOptions options, SentBytes bytes, OptionalInt crc32c)
      throws IOException {
    S3Features features = builders.features();
    int crc = checked(key, bytes, crc32c);
    // Also where the store keeps it: with a range of the object it says its metadata, not that.
    Map<String, String> metadata =
        S3Metadata.ofNew(key, options, builders.settings().metadata(), OptionalInt.of(crc));
    PutObjectRequest.Builder request =
        builders
            .put(key, options.contentType(), metadata)
            .checksumCRC32C(features.has(S3Feature.CHECKSUM_CRC32C) ? Crcs.text(crc) : null);
    return put(key, options, request, bytes);
  }

  private static int checked(String key, SentBytes bytes, OptionalInt expected) throws IOException {
    int crc = bytes.crc32c();
    if (expected.isPresent() && expected.getAsInt() != crc) {
      throw new IOException(
          "What is to be written to "
              + key
              + " does not have the CRC32C that it was announced with");
    }
    return crc;
  }

  /** Sends a request for an object under the conditions of its writer. */
  ObjectInfo put(
      String key, WriteOptions options, PutObjectRequest.Builder request, SentBytes bytes)
      throws IOException {
    S3Features features = builders.features();
    Conditions conditions = new Conditions(objects, key, options);
    conditions.lookBefore(
        features.has(S3Feature.CONDITIONAL_PUT), features.has(S3Feature.IF_MATCH_PUT));
    PutObjectRequest conditional =
        request
            .ifNoneMatch(conditions.ifNoneMatch(features.has(S3Feature.CONDITIONAL_PUT)))
            .ifMatch(conditions.ifMatch(features.has(S3Feature.IF_MATCH_PUT)))
            .build();
    Optional<PutObjectResponse> answer;
    try {
      answer =
          requests.call(
              RequestKind.PUT, key, (client, attempt) -> send(client, conditional, bytes));
    } catch (IOException e) {
      return objects.recover(key, options, e);
    }
    if (answer.isEmpty()) {
      return objects.recover(key, options, conditions.refused());
    }
    String sent = conditional.checksumCRC32C();
    String kept = answer.get().checksumCRC32C();
    if (sent != null && kept != null && !kept.equals(sent)) {
      throw new IOException(
          "The store says that "
              + key
              + " has another CRC32C than what was sent; it is visible, so write it again or delete"
              + " it");
    }
    String etag = answer.get().eTag();
    return Answers.written(key, bytes.length(), etag, answer.get().sdkHttpResponse());
  }

  private static Optional<PutObjectResponse> send(
      S3Client client, PutObjectRequest request, SentBytes bytes) {
    try {
      return Optional.of(client.putObject(request, bytes.body()));
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || Conditions.isOfNothing(request.ifMatch(), e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
