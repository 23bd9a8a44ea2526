package io.s3dl.store.s3;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.Redaction;
import io.s3dl.store.RetryOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of clients for tests, one thing changed at a time. */
final class ClientFixture {

  static final S3Keys KEYS = S3Keys.of("AKTEST", "hunter2");

  private ClientFixture() {}

  static S3Options at(URI address) {
    return with(S3Endpoint.at(address, "eu-west-1"), S3Connections.plain(4));
  }

  static S3Options with(S3Endpoint endpoint, S3Connections connections) {
    return new S3Options(
        "logs",
        endpoint,
        connections,
        S3CredentialOptions.of(KEYS),
        S3Features.AWS,
        S3WriteSettings.of(S3WriteSettings.partSizes(8 << 20, 8 << 20)),
        S3Identification.none(),
        false,
        new RetryOptions(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
  }

  static S3Options with(S3Options old, S3CredentialOptions credentials) {
    return new S3Options(
        old.bucket(),
        old.endpoint(),
        old.connections(),
        credentials,
        old.features(),
        old.writes(),
        old.identification(),
        old.requesterPays(),
        old.retries());
  }

  static S3Options with(S3Options old, S3Features features) {
    return new S3Options(
        old.bucket(),
        old.endpoint(),
        old.connections(),
        old.credentials(),
        features,
        old.writes(),
        old.identification(),
        old.requesterPays(),
        old.retries());
  }

  static S3Options with(S3Options old, S3Identification identification, boolean requesterPays) {
    return new S3Options(
        old.bucket(),
        old.endpoint(),
        old.connections(),
        old.credentials(),
        old.features(),
        old.writes(),
        identification,
        requesterPays,
        old.retries());
  }

  static S3Connections with(
      Optional<ProxyOptions> proxy,
      Optional<java.nio.file.Path> caFile,
      S3Connections.PayloadSigning signing) {
    return new S3Connections(
        new ConnectionOptions(
            4,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ZERO,
            caFile,
            proxy),
        signing);
  }

  static S3CredentialOptions chain(S3CredentialLink... links) {
    return new S3CredentialOptions(
        List.of(links), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static S3Errors errors() {
    return new S3Errors("logs", new Redaction(List.of()));
  }

  static S3Clients open(S3Options options) throws IOException {
    return S3Clients.open(options, errors());
  }
}
