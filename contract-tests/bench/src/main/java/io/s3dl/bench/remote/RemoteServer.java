package io.s3dl.bench.remote;

import java.io.IOException;
import java.net.URI;

/** A server that keeps what benchmarks write. Its text is what tables call it. */
public interface RemoteServer {

  /** Where it listens, without a path. */
  URI endpoint();

  /** Makes a bucket or a container with a name of its own. */
  RemotePlace newPlace(String prefix) throws IOException, InterruptedException;
}
