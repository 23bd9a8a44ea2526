package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Under which conditions an object is published: asked of the store with the request where it knows
 * them, and looked at before it elsewhere.
 */
final class Conditions {

  private static final int NOT_FOUND = 404;
  private static final String NO_SUCH_KEY = "NoSuchKey";

  private final S3Objects objects;
  private final String key;
  private final WriteOptions options;

  Conditions(S3Objects objects, String key, WriteOptions options) {
    this.objects = objects;
    this.key = key;
    this.options = options;
  }

  /** The header If-None-Match, or null. */
  String ifNoneMatch(boolean supported) {
    return options.exclusive() && supported ? "*" : null;
  }

  /** The header If-Match, or null. */
  String ifMatch(boolean supported) {
    return supported ? options.ifMatch().map(Etags::quoted).orElse(null) : null;
  }

  /** Looks, if the store is not asked to. */
  void lookBefore(boolean ifNoneMatch, boolean ifMatch) throws IOException {
    if (options.exclusive() && !ifNoneMatch && objects.glance(key).isPresent()) {
      throw exists();
    }
    if (options.ifMatch().isPresent() && !ifMatch && !objects.matches(key, expected())) {
      throw another();
    }
  }

  /** What it means that the condition does not hold. */
  IOException refused() {
    return options.exclusive() ? exists() : another();
  }

  /** Whether a store says by this that there is no object, which was to have a certain ETag. */
  static boolean isOfNothing(String ifMatch, S3Exception answer) {
    return ifMatch != null
        && answer.statusCode() == NOT_FOUND
        && answer.awsErrorDetails() != null
        && NO_SUCH_KEY.equals(answer.awsErrorDetails().errorCode());
  }

  private String expected() {
    return options.ifMatch().orElseThrow();
  }

  private FileAlreadyExistsException exists() {
    return new FileAlreadyExistsException(key, null, "it exists, and was to be created only");
  }

  private ObjectChangedException another() {
    return new ObjectChangedException(
        "Error writing " + key + ": it is no longer the object with the ETag " + expected());
  }
}
