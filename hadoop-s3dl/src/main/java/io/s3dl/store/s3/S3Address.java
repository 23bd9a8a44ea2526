package io.s3dl.store.s3;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.StoreReach;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Where requests about a bucket go to, as the client will send them. */
record S3Address(S3Options options, S3Client client) implements StoreReach.Address {

  /**
   * The way there.
   *
   * @throws IOException if the file of certificates cannot be read
   */
  static StoreReach reach(S3Options options, S3Client client) throws IOException {
    ConnectionOptions connections = options.connections().http();
    return new StoreReach(
        new S3Address(options, client),
        options.endpoint().uri().map(uri -> "https".equals(uri.getScheme())).orElse(true),
        connections.proxy(),
        connections.connectTimeout(),
        connections.socketTimeout(),
        S3Http.of(connections).sockets(),
        S3Errors.SETTINGS);
  }

  @Override
  public URI uri() throws IOException {
    try {
      if (options.endpoint().accessPoint().isPresent()) {
        // An access point has a host of its own, which the store's region has too.
        return client.utilities().getUrl(url -> url.bucket("bucket").key("key")).toURI();
      }
      return client.utilities().getUrl(url -> url.bucket(options.bucket()).key("key")).toURI();
    } catch (SdkException | URISyntaxException e) {
      throw new IOException("No address can be made of the configuration: " + e.getMessage(), e);
    }
  }
}
