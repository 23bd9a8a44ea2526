package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import io.s3dl.store.ClockSkew;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.StoreReach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries whether an account is there and lets its user in, without writing anything. */
final class AzureAccessChecks {

  private static final String ADDRESS =
      "check fs.s3dl.azure.endpoint, fs.s3dl.azure.cloud and the account's name";

  private final AzureOptions options;
  private final AzureClients clients;
  private final AzureRequests requests;
  private final AzureErrors errors;
  private final StoreReach reach;

  /**
   * Tries nothing yet.
   *
   * @throws IOException if the file of certificates cannot be read
   */
  AzureAccessChecks(
      AzureOptions options, AzureClients clients, AzureRequests requests, AzureErrors errors)
      throws IOException {
    this.options = options;
    this.clients = clients;
    this.requests = requests;
    this.errors = errors;
    this.reach =
        new StoreReach(
            options::endpoint,
            "https".equals(options.endpoint().getScheme()),
            options.connections().proxy(),
            options.connections().connectTimeout(),
            options.connections().socketTimeout(),
            AzureHttp.sockets(options.connections()),
            AzureErrors.SETTINGS);
  }

  List<StoreCheck> checks() {
    List<StoreCheck> checks = new ArrayList<>(reach.checks(ADDRESS));
    checks.add(StoreCheck.vital("blob service", this::service, ADDRESS));
    checks.add(StoreCheck.vital("clock", this::clock, ""));
    checks.add(
        StoreCheck.vital(
            "credentials", this::credentials, "set fs.s3dl.azure.auth and what goes with it"));
    checks.add(StoreCheck.vital("account", this::account, ""));
    checks.add(
        StoreCheck.vital(
            "list blobs",
            this::list,
            "who asks must be allowed to list: an identity needs the role Storage Blob Data Reader"
                + " at least, a SAS the permissions rl"));
    return checks;
  }

  /** What answers to whoever asks. Those it does not know it refuses, which is an answer too. */
  private HttpHeaders hello() throws IOException {
    return errors.at("asking for the container of", "", clients::hello);
  }

  private Outcome service() throws IOException {
    HttpHeaders answer = hello();
    String server = answer.getValue(HttpHeaderName.SERVER);
    if (answer.getValue(AzureHeaders.REQUEST_ID) == null) {
      throw new IOException(
          "what answers at "
              + options.endpoint()
              + " is no blob service"
              + (server == null ? "" : ", but " + server));
    }
    return Outcome.good(server == null ? "" : server);
  }

  private Outcome clock() throws IOException {
    Optional<String> date = Optional.ofNullable(hello().getValue(HttpHeaderName.DATE));
    return Outcome.good(
        date.isEmpty()
            ? "the store does not tell the time"
            : ClockSkew.told(date).orElse("that of the store"));
  }

  private Outcome credentials() throws IOException {
    return Outcome.good(
        errors.at("finding credentials for", "", () -> AzureProofs.told(options, clients.http())));
  }

  private Outcome account() throws IOException {
    return Outcome.good(requests.account().orElse("not told to whoever asks"));
  }

  private Outcome list() throws IOException {
    boolean empty = AzureListing.first(requests, "", 1).entries().isEmpty();
    return Outcome.good(empty ? "the container is empty" : "the container has blobs");
  }
}
