package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import io.s3dl.store.Etags;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.LostAnswers;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Retrier;
import io.s3dl.store.TransientException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies blobs of any size inside the store, with their metadata. It mostly has done so when it
 * answers; else it is asked until it has. A copy that does not succeed is removed.
 */
final class AzureCopies {

  private static final Logger LOG = LoggerFactory.getLogger(AzureCopies.class);
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** How long a copy may make no progress. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AzureRequests requests;
  private final AzureObjects objects;
  private final AzureDeletes deletes;
  private final Retrier.Pause pause;

  AzureCopies(
      AzureRequests requests, AzureObjects objects, AzureDeletes deletes, Retrier.Pause pause) {
    this.requests = requests;
    this.objects = objects;
    this.deletes = deletes;
    this.pause = pause;
  }

  /** A marker {@code d/} may be a blob {@code d} that others have made in its place. */
  ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    try {
      return copy(AzureObjects.keyOf(from), from, to, exclusive);
    } catch (FileNotFoundException e) {
      if (!from.directory()) {
        throw e;
      }
      Optional<AzureObjects.Found> folder = objects.folder(from.key());
      if (folder.isEmpty()) {
        throw e;
      }
      ObjectInfo its =
          new ObjectInfo(from.key(), true, 0, 0, folder.get().info().etag(), Optional.empty());
      return copy(from.key(), its, to, exclusive);
    }
  }

  private ObjectInfo copy(String source, ObjectInfo from, String to, boolean exclusive)
      throws IOException {
    Optional<HttpHeaders> answer;
    AtomicInteger attempts = new AtomicInteger();
    try {
      answer = begun(source, from, to, exclusive, attempts);
    } catch (IOException e) {
      // Some answer was lost. What is there now is a copy of this very blob, if only one that was
      // made earlier and whose source could not be deleted.
      if (exclusive && (e instanceof TransientException || attempts.get() > 1)) {
        return LostAnswers.recover(e, () -> found(source, from, to));
      }
      throw e;
    }
    if (answer.isEmpty()) {
      return recovered(source, from, to, exclusive);
    }
    HttpHeaders said = answer.get();
    if ("success".equals(said.getValue(AzureHeaders.COPY_STATUS))) {
      return info(from, AzureObjects.found(to, from.size(), said).info());
    }
    return awaited(from, to, said.getValue(AzureHeaders.COPY_ID));
  }

  /** What the store says; empty if that may come of an earlier attempt. */
  private Optional<HttpHeaders> begun(
      String source, ObjectInfo from, String to, boolean exclusive, AtomicInteger attempts)
      throws IOException {
    return requests.copy(
        source,
        to,
        (clients, attempt) -> {
          attempts.set(attempt);
          try {
            return Optional.of(begin(clients, source, from, to, exclusive));
          } catch (HttpResponseException e) {
            if (attempt > 1 && (isTaken(e, exclusive) || isPending(e))) {
              return Optional.empty();
            }
            throw new FinalFailure(refused(from, to, exclusive, e));
          }
        });
  }

  private static HttpHeaders begin(
      AzureClients clients, String source, ObjectInfo from, String to, boolean exclusive) {
    return AzureRequests.send(
        clients,
        HttpMethod.PUT,
        clients.address(to),
        request -> {
          request.setHeader(AzureHeaders.COPY_SOURCE, clients.sourceAddress(source));
          from.etag()
              .ifPresent(
                  etag -> request.setHeader(AzureHeaders.SOURCE_IF_MATCH, Etags.quoted(etag)));
          if (exclusive) {
            request.setHeader(HttpHeaderName.IF_NONE_MATCH, "*");
          }
        });
  }

  /** Whether the target exists; Azure's documents have another answer for it than the emulator. */
  private static boolean isTaken(HttpResponseException e, boolean exclusive) {
    String code = AzureErrors.code(e);
    return isExisting(e)
        || (exclusive
            && AzureErrors.status(e) == PRECONDITION_FAILED
            && !code.startsWith("Source")
            && !code.startsWith("Lease"));
  }

  private static boolean isExisting(HttpResponseException e) {
    return AzureErrors.code(e).equals("BlobAlreadyExists");
  }

  private static boolean isPending(HttpResponseException e) {
    return AzureErrors.code(e).equals("PendingCopyOperation");
  }

  /** What it means that the store does not copy. */
  private IOException refused(
      ObjectInfo from, String to, boolean exclusive, HttpResponseException e) throws IOException {
    String code = AzureErrors.code(e);
    int status = AzureErrors.status(e);
    if (exclusive && isExisting(e)) {
      return taken(to);
    }
    if (status == NOT_FOUND && !code.equals("ContainerNotFound")) {
      return new FileNotFoundException(
          "Error copying " + from.key() + ": it is not there (status 404, " + code + ")");
    }
    if (status != PRECONDITION_FAILED || code.startsWith("Lease")) {
      throw e;
    }
    if (exclusive && !code.startsWith("Source") && objects.lookAny(to).isPresent()) {
      return taken(to);
    }
    return new ObjectChangedException(
        "Error copying " + from.key() + ": it is no longer the blob that was meant");
  }

  /** The emulator takes unfinished blocks for a blob here, though it shows none. */
  private IOException taken(String to) throws IOException {
    return objects.lookAny(to).isPresent()
        ? new FileAlreadyExistsException(to, null, "it exists, and was to be created only")
        : new CopyException(
            "Error copying to "
                + to
                + ": the store says that it exists, and has nothing there; a writer that was killed"
                + " may have left unfinished blocks (s3dl uploads lists them): write a file of that"
                + " name, delete it, and try again");
  }

  /** The copy that was made, if one was, of which nobody told us. */
  private Optional<ObjectInfo> found(String source, ObjectInfo from, String to) throws IOException {
    return objects.lookAny(to).isPresent()
        ? Optional.of(recovered(source, from, to, true))
        : Optional.empty();
  }

  /** What there is now, if it is a copy of what was to be copied, of which nobody told us. */
  private ObjectInfo recovered(String source, ObjectInfo from, String to, boolean exclusive)
      throws IOException {
    Optional<AzureObjects.Found> target = objects.lookAny(to);
    if (target.isEmpty()) {
      throw taken(to);
    }
    AzureObjects.Found found = target.get();
    Optional<AzureObjects.Found> original = objects.look(source);
    String copied = found.headers().getValue(AzureHeaders.COPY_SOURCE);
    boolean ours =
        copied != null
            && original.isPresent()
            && original.get().info().etag().equals(from.etag())
            && found.metadata().equals(original.get().metadata())
            && found.info().size() == from.size()
            && requests.address(source).equals(copied.replaceFirst("\\?.*", ""));
    if (!ours) {
      throw exclusive
          ? new FileAlreadyExistsException(to, null, "it exists, and was to be created only")
          : new IOException("Error copying to " + to + ": another copy to it is under way");
    }
    return "success".equals(found.headers().getValue(AzureHeaders.COPY_STATUS))
        ? info(from, found.info())
        : awaited(from, to, found.headers().getValue(AzureHeaders.COPY_ID));
  }

  /** Waits for a copy; one that does not succeed, or is not waited for any more, is removed. */
  private ObjectInfo awaited(ObjectInfo from, String to, String id) throws IOException {
    try {
      AzureObjects.Found copy = ended(from, to, id);
      String status = copy.headers().getValue(AzureHeaders.COPY_STATUS);
      if ("success".equals(status)) {
        return info(from, copy.info());
      }
      String reason = copy.headers().getValue(AzureHeaders.COPY_REASON);
      remove(copy);
      throw failed(from, to, "the store says that the copy has " + status + ", " + reason);
    } catch (InterruptedException e) {
      abort(to, id);
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("Interrupted while copying to " + to).initCause(e);
    } catch (CopyException | FileNotFoundException | ObjectChangedException e) {
      throw e;
    } catch (IOException e) {
      boolean interrupted = Thread.interrupted(); // or no request would be made
      abort(to, id);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /** What the store says when it does not copy any more. */
  private AzureObjects.Found ended(ObjectInfo from, String to, String id)
      throws IOException, InterruptedException {
    Duration wait = FIRST_WAIT;
    Duration idle = Duration.ZERO;
    String progress = "";
    while (true) {
      AzureObjects.Found found = objects.any(to);
      if (!isCopy(found, id)) {
        throw new ObjectChangedException(
            "Error copying to " + to + ": another blob has been put there meanwhile");
      }
      if (!"pending".equals(found.headers().getValue(AzureHeaders.COPY_STATUS))) {
        return found;
      }
      String now = String.valueOf(found.headers().getValue(AzureHeaders.COPY_PROGRESS));
      idle = now.equals(progress) ? idle.plus(wait) : Duration.ZERO;
      progress = now;
      if (idle.compareTo(PATIENCE) > 0) {
        abort(to, id);
        throw failed(
            from,
            to,
            "the store has copied "
                + progress
                + " bytes and nothing more for "
                + PATIENCE.toMinutes()
                + " minutes; try again later");
      }
      pause.pause(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }
  }

  private static boolean isCopy(AzureObjects.Found found, String id) {
    return id != null && id.equals(found.headers().getValue(AzureHeaders.COPY_ID));
  }

  private static CopyException failed(ObjectInfo from, String to, String why) {
    return new CopyException(
        "Error copying "
            + from.key()
            + " to "
            + to
            + ": "
            + why
            + "; what was copied is still there, and nothing is under the new name");
  }

  /** That a copy has not come about, and nothing is left of it. */
  private static final class CopyException extends IOException {
    private static final long serialVersionUID = 1L;

    CopyException(String message) {
      super(message);
    }
  }

  /**
   * Ends a copy that nobody waits for any more, and removes what it leaves, but nothing that
   * somebody else has put there. The flag of the thread's interrupt is not set.
   */
  private void abort(String to, String id) {
    try {
      sendAbort(to, id);
      Optional<AzureObjects.Found> left = objects.lookAny(to).filter(found -> isCopy(found, id));
      if (left.isPresent()) {
        String status = left.get().headers().getValue(AzureHeaders.COPY_STATUS);
        if ("aborted".equals(status) || "failed".equals(status)) {
          remove(left.get());
        } else {
          LOG.warn("The copy to {} is {}, though nobody waits for it", to, status);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot end the copy to {}, which goes on or leaves an empty blob", to, e);
    }
  }

  /**
   * That it fails may mean that an earlier attempt has succeeded, or the copy: a look will tell.
   */
  private void sendAbort(String to, String id) {
    try {
      requests.send(
          AzureRequestKind.COPY,
          HttpMethod.PUT,
          to,
          "?comp=copy&copyid=" + id,
          request -> request.setHeader(AzureHeaders.COPY_ACTION, "abort"));
    } catch (IOException e) {
      LOG.debug("The copy to {} is not ended with this request", to, e);
    }
  }

  private void remove(AzureObjects.Found copy) throws IOException {
    if (copy.info().etag().isPresent()) {
      deletes.deleteIfMatch(AzureObjects.keyOf(copy.info()), copy.info().etag().get());
    }
  }

  private static ObjectInfo info(ObjectInfo from, ObjectInfo copy) {
    return new ObjectInfo(
        copy.key(),
        copy.directory(),
        copy.size(),
        copy.modifiedMillis(),
        copy.etag(),
        false,
        Optional.empty(),
        from.contentLength());
  }
}
