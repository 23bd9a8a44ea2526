package io.s3dl.store.s3;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Tells a write that has failed from one that has succeeded without our hearing of it. */
final class LostAnswers {

  private LostAnswers() {}

  /**
   * What this very write has put under the key, if it has: its id is in the object's metadata.
   *
   * @param failure what is thrown if it has not
   */
  static ObjectInfo recover(
      S3Objects objects, String key, WriteOptions options, IOException failure) throws IOException {
    if (failure instanceof InterruptedIOException || failure instanceof AccessDeniedException) {
      throw failure; // it is not worth, or not worth waiting for, another request
    }
    Optional<HeadObjectResponse> ours;
    try {
      ours = objects.written(key, options.writeId());
    } catch (FileNotFoundException e) {
      throw failure;
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
    return S3Objects.info(key, ours.orElseThrow(() -> failure));
  }
}
