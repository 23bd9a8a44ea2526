package io.s3dl.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes bytes in order. For one thread at a time. */
@FunctionalInterface
public interface ByteSink {

  /** Consumes all that remains in {@code bytes}, which stays the caller's. */
  void write(ByteBuffer bytes) throws IOException;
}
