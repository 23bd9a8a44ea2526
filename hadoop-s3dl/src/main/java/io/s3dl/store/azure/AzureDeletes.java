package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.rest.Response;
import com.azure.storage.blob.batch.BlobBatch;
import io.s3dl.store.Etags;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.TransientException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes blobs, up to 256 with one request. Never deletes snapshots or versions. */
final class AzureDeletes {

  static final int PAGE = 256;

  private final AzureRequests requests;
  private final AzureObjects objects;
  private final AzureErrors errors;

  AzureDeletes(AzureRequests requests, AzureObjects objects, AzureErrors errors) {
    this.requests = requests;
    this.objects = objects;
    this.errors = errors;
  }

  /** Deletes all; returns why those that are still there could not be. */
  Map<String, IOException> delete(List<String> keys) throws IOException {
    Map<String, IOException> failures = new LinkedHashMap<>();
    List<String> possible = keys.stream().filter(AzureKeys::isPossible).toList(); // or long gone
    for (int from = 0; from < possible.size(); from += PAGE) {
      List<String> page = possible.subList(from, Math.min(possible.size(), from + PAGE));
      if (page.size() == 1) {
        deleteOne(page.get(0), failures);
      } else {
        deletePage(page, failures);
      }
    }
    return failures;
  }

  private void deletePage(List<String> keys, Map<String, IOException> failures) throws IOException {
    try {
      deleteTogether(keys, failures);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      keys.forEach(key -> failures.put(key, e));
    }
  }

  private void deleteOne(String key, Map<String, IOException> failures) throws IOException {
    try {
      requests.send(AzureRequestKind.DELETE, HttpMethod.DELETE, key, "", request -> {});
      deleteFolder(key, failures);
    } catch (FileNotFoundException e) {
      deleteFolder(key, failures);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      failures.put(key, e);
    }
  }

  private record Deletion(String key, Response<Void> answer) {}

  private void deleteTogether(List<String> keys, Map<String, IOException> failures)
      throws IOException {
    List<Deletion> deletions =
        requests.call(
            AzureRequestKind.DELETE_BULK,
            keys.get(0),
            (to, attempt) -> {
              BlobBatch batch = to.batches().getBlobBatch();
              List<Deletion> all = new ArrayList<>();
              for (String key : keys) {
                all.add(new Deletion(key, batch.deleteBlob(to.address(key))));
              }
              to.batches().submitBatchWithResponse(batch, false, null, null);
              return all;
            });
    for (Deletion each : deletions) {
      try {
        errors.at(AzureRequestKind.DELETE.doing(), each.key(), each.answer()::getStatusCode);
        deleteFolder(each.key(), failures);
      } catch (FileNotFoundException e) {
        deleteFolder(each.key(), failures);
      } catch (TransientException e) {
        deleteOne(each.key(), failures); // with as many attempts as a request has
      } catch (IOException e) {
        failures.put(each.key(), e);
      }
    }
  }

  /** A directory's marker is gone: perhaps others have made a blob without the slash. */
  private void deleteFolder(String key, Map<String, IOException> failures) throws IOException {
    if (!key.endsWith("/")) {
      return; // it is gone, as it should be
    }
    String folder = AzureObjects.nameOf(key);
    try {
      Optional<String> etag = objects.folder(folder).flatMap(found -> found.info().etag());
      if (etag.isPresent()) {
        deleteIfMatch(folder, etag.get());
      }
    } catch (AccessDeniedException e) {
      // Who may not look at it has not made it either.
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      failures.put(key, e);
    }
  }

  /** Deletes what still has this ETag. */
  void deleteIfMatch(String key, String etag) throws IOException {
    try {
      requests.call(
          AzureRequestKind.DELETE,
          key,
          (to, attempt) -> {
            try {
              to.send(
                      new HttpRequest(HttpMethod.DELETE, to.address(key))
                          .setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(etag)))
                  .close();
            } catch (HttpResponseException e) {
              if (AzureErrors.code(e).equals("ConditionNotMet")) {
                return null; // another one: it stays
              }
              throw e;
            }
            return null;
          });
    } catch (FileNotFoundException | ObjectChangedException e) {
      // As it should be.
    }
  }
}
