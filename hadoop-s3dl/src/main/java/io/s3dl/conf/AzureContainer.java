package io.s3dl.conf;

import io.s3dl.store.azure.AzureCloud;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container that a file system's address names.
 *
 * @param name of the container
 * @param account without what follows its first dot
 * @param host the account's host, if the address has one in the account's place
 */
record AzureContainer(String name, String account, Optional<String> host) {

  private static final Pattern FORM =
      Pattern.compile("([$]?[a-z0-9-]{1,63})@([a-z0-9-]{1,63})([.][a-z0-9.-]{1,190})?");

  /** What the host of the service for files is called, which programs that know ABFS give. */
  private static final String FILES = ".dfs.";

  /**
   * Takes an address apart.
   *
   * @param authority CONTAINER@ACCOUNT or CONTAINER@HOST
   * @throws IllegalArgumentException if it is not of this form; does not repeat it, because it may
   *     have a key in it
   */
  static AzureContainer of(String authority) {
    Matcher form = FORM.matcher(authority == null ? "" : authority.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "its address is not of the form azdl://CONTAINER@ACCOUNT/, where names of containers have"
              + " lower-case letters, digits and hyphens, without keys and ports: those belong into "
              + AzureSettings.ACCOUNT_KEY.name()
              + " and "
              + AzureSettings.ENDPOINT.name());
    }
    return new AzureContainer(
        form.group(1),
        form.group(2),
        Optional.ofNullable(form.group(3)).map(rest -> form.group(2) + rest));
  }

  /** The address of the blob service that the host tells, if there is one. */
  Optional<URI> endpoint() {
    return host.map(named -> URI.create("https://" + named.replace(FILES, ".blob.")));
  }

  /** The cloud that an address tells, or else the one that is configured. */
  static AzureCloud cloud(URI endpoint, AzureCloud configured) {
    return AzureCloud.of(endpoint.getHost()).orElse(configured);
  }
}
