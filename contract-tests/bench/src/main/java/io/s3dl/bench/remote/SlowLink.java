package io.s3dl.bench.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;

/** A way to a server that is slower than the loopback. */
public interface SlowLink extends Closeable {

  /** Where the server seems to be. */
  URI endpoint();

  /** What makes it slow, in words. */
  String description();

  /** Begins such a way. */
  @FunctionalInterface
  interface Starter {
    /** To the server at an address. */
    SlowLink start(URI server) throws IOException;
  }
}
