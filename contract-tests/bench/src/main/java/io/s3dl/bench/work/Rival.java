package io.s3dl.bench.work;

import io.s3dl.bench.remote.Link;
import java.io.IOException;

/**
 * A file system on a remote store, in one configuration. Each has a directory of its own there.
 *
 * @param name what tables call it
 */
record Rival(String name, Access access) {

  /** Opens the file system. */
  @FunctionalInterface
  interface Access {
    /** Over a link, for whoever closes it. */
    Mount open(Link link) throws IOException;
  }

  /** Opens the file system, which remembers nothing of what others have read. */
  Mount open(Link link) throws IOException {
    return access.open(link);
  }
}
