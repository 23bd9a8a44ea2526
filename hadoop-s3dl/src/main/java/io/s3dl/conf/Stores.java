package io.s3dl.conf;

import io.s3dl.oplog.LoggedStores;
import io.s3dl.oplog.OplogOptions;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.azure.AzureBlobStore;
import io.s3dl.store.local.LocalObjectStore;
import io.s3dl.store.s3.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Opens the store behind a URI: the one place that names the stores' implementations. */
public final class Stores {

  private Stores() {}

  /**
   * Opens a store, with a log of its operations if one is configured; the caller closes it.
   *
   * @throws IOException if the URI does not name one, or it cannot be opened
   * @throws IllegalArgumentException if a setting is not legal
   */
  public static ObjectStore open(URI uri, Configuration conf) throws IOException {
    String bucket = SettingReader.bucketName(uri.getScheme(), uri.getAuthority());
    Optional<OplogOptions> log = OplogSettings.options(new SettingReader(conf, bucket));
    ObjectStore store = openWithoutLog(uri, conf);
    return log.isPresent() ? LoggedStores.around(store, log.get(), uri.toString()) : store;
  }

  private static ObjectStore openWithoutLog(URI uri, Configuration conf) throws IOException {
    String scheme = uri.getScheme();
    return switch (scheme) {
      case SettingReader.FILE_SCHEME, SettingReader.DIRECT_SCHEME -> {
        String host = uri.getAuthority();
        if (host != null && !host.isEmpty() && !host.equals(SettingReader.LOCAL_HOST)) {
          throw new IOException(
              uri
                  + " names a host, and "
                  + scheme
                  + " is the local disk: write "
                  + scheme
                  + ":///");
        }
        yield new LocalObjectStore(SettingReader.localOptions(conf, scheme));
      }
      case SettingReader.S3_SCHEME -> {
        if (uri.getAuthority() == null || uri.getAuthority().isEmpty()) {
          throw new IOException(uri + " names no bucket: write " + scheme + "://BUCKET/");
        }
        if (uri.getAuthority().indexOf('@') >= 0) { // not repeated: it may be a secret
          throw new IOException(
              "Keys do not belong into an address, which stands in logs and messages: write "
                  + scheme
                  + "://BUCKET/, and set fs.s3dl.s3.access.key and fs.s3dl.s3.secret.key, best in"
                  + " a credential file (hadoop.security.credential.provider.path)");
        }
        yield S3ObjectStore.open(SettingReader.s3Options(conf, uri.getAuthority()));
      }
      case SettingReader.AZURE_SCHEME ->
          AzureBlobStore.open(SettingReader.azureOptions(conf, uri.getAuthority()));
      default -> throw new IOException("No store for the scheme of " + uri);
    };
  }
}
