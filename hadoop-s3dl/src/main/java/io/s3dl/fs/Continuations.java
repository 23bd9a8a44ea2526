package io.s3dl.fs;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.IOException;

/**
 * Puts files into the place of those that they go on from. Such a file may be renamed meanwhile,
 * and what is appended goes with it, as on a local disk. Safe for use by several threads.
 */
interface Continuations {

  /**
   * Begins the upload of a file that goes on from another one.
   *
   * @param target the file whose place it takes when it is complete, wherever that has been renamed
   *     to; completion throws an {@link io.s3dl.store.ObjectChangedException} if that has been
   *     replaced or is gone
   */
  Upload begin(Entry target, WriteOptions options) throws IOException;
}
