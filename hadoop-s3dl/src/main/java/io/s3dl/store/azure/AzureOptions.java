package io.s3dl.store.azure;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.RetryOptions;
import java.net.URI;
import java.util.Objects;

/**
 * All that an {@code AzureBlobStore} is made with.
 *
 * @param container the name of the container
 * @param account the name of the storage account
 * @param endpoint the address of the account's blob service
 * @param cloud where identities are known
 * @param connections how it is connected to
 * @param credentials who asks
 * @param writes what is said of blobs that are written
 * @param userAgent stands first in the user agent; may be empty
 * @param retries how often a failed request is sent again
 */
public record AzureOptions(
    String container,
    String account,
    URI endpoint,
    AzureCloud cloud,
    ConnectionOptions connections,
    AzureCredentialOptions credentials,
    AzureWriteSettings writes,
    String userAgent,
    RetryOptions retries) {

  public AzureOptions {
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(writes, "writes");
    Objects.requireNonNull(userAgent, "userAgent");
    Objects.requireNonNull(retries, "retries");
  }
}
