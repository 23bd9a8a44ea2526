package io.s3dl.bench.remote;

import java.io.Closeable;
import java.io.IOException;

/**
 * All stores behind a network, none of which is started before a workload asks for it; closed
 * together.
 */
public record RemoteStores(RemoteStore<S3Service> s3, RemoteStore<AzureService> azure)
    implements Closeable {

  @Override
  public void close() throws IOException {
    try {
      azure.close();
    } finally {
      s3.close();
    }
  }
}
