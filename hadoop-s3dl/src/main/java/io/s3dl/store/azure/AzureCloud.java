package io.s3dl.store.azure;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Which of Azure's clouds an account is in. */
public enum AzureCloud {
  PUBLIC("core.windows.net"),
  CHINA("core.chinacloudapi.cn"),
  USGOVERNMENT("core.usgovcloudapi.net");

  private final String suffix;

  AzureCloud(String suffix) {
    this.suffix = suffix;
  }

  /** The address of an account's blob service. */
  public URI endpoint(String account) {
    return URI.create("https://" + account + ".blob." + suffix);
  }

  /** The cloud that a host is in, if it is one of Azure's own names. */
  public static Optional<AzureCloud> of(String host) {
    for (AzureCloud cloud : values()) {
      if (host.toLowerCase(Locale.ROOT).endsWith("." + cloud.suffix)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }
}
