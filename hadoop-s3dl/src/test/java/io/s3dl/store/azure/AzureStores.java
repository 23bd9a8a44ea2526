package io.s3dl.store.azure;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.s3.ScriptedS3;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Opens stores on test servers. */
final class AzureStores {

  private AzureStores() {}

  /** A store over a new container of Azurite. */
  static AzureBlobStore open() throws IOException {
    return open(options(Azurite.endpoint(), Azurite.newContainer()));
  }

  /** A store that tries again at once, and asks nothing about the account. */
  static AzureBlobStore open(AzureOptions options) throws IOException {
    RequestCounts counts = new RequestCounts();
    Retrier retrier = new Retrier(options.retries(), counts, new Random(1), time -> {});
    return AzureBlobStore.open(options, counts, retrier, time -> {}, true);
  }

  /** Small parts, four attempts. */
  static AzureOptions options(URI endpoint, String container) {
    return options(endpoint, container, AzureCredentialOptions.sharedKey(Azurite.KEY));
  }

  static AzureOptions options(URI endpoint, String container, AzureCredentialOptions credentials) {
    return new AzureOptions(
        container,
        Azurite.ACCOUNT,
        endpoint,
        AzureCloud.PUBLIC,
        ConnectionOptions.plain(32),
        credentials,
        AzureWriteSettings.of(AzureWriteSettings.partSizes(1 << 20, 8 << 20)),
        "",
        new RetryOptions(4, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
  }

  /** A refusal as the service words it, in headers alone. */
  static ScriptedS3.Answer error(int status, String code, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "x-ms-error-code";
    all[headers.length + 1] = code;
    all[headers.length + 2] = "x-ms-request-id";
    all[headers.length + 3] = "r-1";
    return ScriptedS3.ok(status, new byte[0], all);
  }
}
