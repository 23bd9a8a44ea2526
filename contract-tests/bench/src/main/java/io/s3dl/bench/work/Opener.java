package io.s3dl.bench.work;

import java.io.IOException;

/** Opens a file system, for whoever closes it. */
@FunctionalInterface
interface Opener {
  /** Opens another one. */
  Mount open() throws IOException;
}
