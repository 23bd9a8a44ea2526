package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes objects, up to 1000 with one request where the store can. Never names a version. */
final class S3Deletes {

  static final int PAGE = 1000;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final Executor executor;

  /**
   * Deletes nothing yet.
   *
   * @param executor whose free threads help where each object has a request of its own
   */
  S3Deletes(S3Requests requests, RequestBuilders builders, S3Objects objects, Executor executor) {
    this.requests = requests;
    this.executor = executor;
    this.builders = builders;
    this.objects = objects;
  }

  /** Deletes all; returns why those that are still there could not be. */
  Map<String, IOException> delete(List<String> keys) throws IOException {
    Map<String, IOException> failures = Collections.synchronizedMap(new LinkedHashMap<>());
    if (!builders.features().has(S3Feature.BULK_DELETE)) {
      Pieces.each(executor, keys, (index, key) -> deleteOne(key, failures));
      return failures;
    }
    List<String> together = new ArrayList<>();
    for (String key : keys) {
      if (!fitsXml(key)) {
        deleteOne(key, failures);
        continue;
      }
      together.add(key);
      if (together.size() == PAGE) {
        deletePage(together, failures);
        together.clear();
      }
    }
    deletePage(together, failures);
    return failures;
  }

  /** Whether a request's body, which is XML, can name this key. */
  private static boolean fitsXml(String key) {
    return key.codePoints()
        .allMatch(c -> (c >= ' ' && c <= 0xd7ff) || (c >= 0xe000 && c != 0xfffe && c != 0xffff));
  }

  private void deletePage(List<String> keys, Map<String, IOException> failures) throws IOException {
    if (keys.size() == 1) {
      deleteOne(keys.get(0), failures);
    } else if (!keys.isEmpty()) {
      try {
        deleteTogether(keys, failures);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        keys.forEach(key -> failures.put(key, e));
      }
    }
  }

  private void deleteOne(String key, Map<String, IOException> failures) throws IOException {
    try {
      requests.call(
          RequestKind.DELETE,
          key,
          (client, attempt) -> client.deleteObject(builders.delete(key).build()));
    } catch (FileNotFoundException e) {
      // As it should be.
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      failures.put(key, e);
    }
  }

  private void deleteTogether(List<String> keys, Map<String, IOException> failures)
      throws IOException {
    List<ObjectIdentifier> identifiers =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    DeleteObjectsRequest request =
        builders
            .deleteAll()
            .delete(Delete.builder().quiet(true).objects(identifiers).build())
            .build();
    DeleteObjectsResponse answer =
        requests.call(
            RequestKind.DELETE_BULK,
            keys.get(0),
            (client, attempt) -> client.deleteObjects(request));
    for (S3Error error : answer.errors()) {
      String code = error.code() == null ? "" : error.code();
      switch (code) {
        case "NoSuchKey" -> {} // as it should be
        case "InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout" ->
            deleteOne(error.key(), failures); // with as many attempts as a request has
        default -> failures.put(error.key(), failure(error, code));
      }
    }
  }

  private static IOException failure(S3Error error, String code) {
    String why = code + (error.message() == null ? "" : ", " + error.message());
    if (code.equals("AccessDenied")) {
      return new AccessDeniedException(
          error.key(), null, "deleting is refused (" + why + "); allow s3:DeleteObject");
    }
    return new IOException("Error deleting " + error.key() + ": the store says " + why);
  }

  /** Deletes what still has this ETag; if the store cannot, with a look before. */
  void deleteIfMatch(String key, String etag) throws IOException {
    boolean conditional = builders.features().has(S3Feature.CONDITIONAL_DELETE);
    if (!conditional && !objects.matches(key, etag)) {
      return;
    }
    try {
      requests.call(
          RequestKind.DELETE,
          key,
          (client, attempt) -> {
            try {
              return client.deleteObject(
                  builders.delete(key).ifMatch(conditional ? Etags.quoted(etag) : null).build());
            } catch (S3Exception e) {
              if (e.statusCode() == PRECONDITION_FAILED) {
                return null; // another one: it stays
              }
              throw e;
            }
          });
    } catch (FileNotFoundException e) {
      // As it should be.
    }
  }
}
