package io.s3dl.store.azure;

import io.s3dl.store.FinalFailure;
import java.io.FileNotFoundException;

/**
 * Which keys blobs can have. The service takes a backslash for a slash and drops dots at the end of
 * elements, so that such a key would be another blob's; nothing is ever found under one.
 */
final class AzureKeys {

  private AzureKeys() {}

  /** Whether there can be a blob of that name. */
  static boolean isPossible(String key) {
    return key.indexOf('\\') < 0 && !key.endsWith(".") && !key.contains("./");
  }

  /**
   * Refuses others.
   *
   * @throws FinalFailure with the reason, which is that of a blob that does not exist
   */
  static void check(String key) {
    if (!isPossible(key)) {
      throw new FinalFailure(
          new FileNotFoundException(
              "Azure has no blob "
                  + key
                  + ": it takes a backslash for a slash and drops a dot at the end of a name or a"
                  + " directory; take another name"));
    }
  }
}
