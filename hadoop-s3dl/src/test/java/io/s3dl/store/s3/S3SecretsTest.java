package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.s3dl.store.Redaction;
import io.s3dl.store.Secret;
import io.s3dl.store.local.CapturedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** Nothing secret is logged, whatever is logged. */
public class S3SecretsTest {

  /**
   * These, of the HTTP library, log all headers that are sent, and with them tokens and customers'
   * keys. It cannot be told not to; docs/s3-client.md says that they must stay off. All others must
   * not, nor must these the secret key.
   */
  private static final List<String> WIRE =
      List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

  private static final String SECRET = "hunter2SecretKeyOfMine";
  private static final String TOKEN = "hunter2TokenOfMine";
  private static final String CUSTOMER = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @Rule public final CapturedLog log = CapturedLog.everything();

  @Test
  public void logsAndErrorsHaveNoSecrets() throws IOException {
    Secret customerKey = Secret.of(CUSTOMER);
    S3Keys keys =
        new S3Keys(
            Secret.of("AKTEST"),
            Secret.of(SECRET),
            Optional.of(Secret.of(TOKEN)),
            Optional.empty());
    String refusal =
        "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message>"
            + "<StringToSign>x-amz-security-token:"
            + TOKEN
            + "</StringToSign></Error>";
    try (RequestRecorder server = new RequestRecorder()) {
      server.answer(200, "").answer(403, refusal).answer(503, "");
      S3Options options =
          ClientFixture.with(ClientFixture.at(server.address()), S3CredentialOptions.of(keys));
      S3Errors errors =
          new S3Errors(
              "logs", new Redaction(List.of(Secret.of(SECRET), Secret.of(TOKEN), customerKey)));
      try (S3Clients clients = S3Clients.open(options, errors)) {
        put(clients, errors, customerKey);
        for (int i = 0; i < 2; i++) {
          StringWriter text = new StringWriter();
          catchThrowableOfType(IOException.class, () -> put(clients, errors, customerKey))
              .printStackTrace(new PrintWriter(text, true));
          assertThat(text.toString())
              .contains("Error writing")
              .doesNotContain(SECRET, TOKEN, CUSTOMER);
        }
      }
      // So they were sent, and might have been shown.
      assertThat(server.requests()).hasSize(3);
      assertThat(server.last().header("x-amz-security-token")).isEqualTo(TOKEN);
      assertThat(server.last().header("x-amz-server-side-encryption-customer-key"))
          .isEqualTo(CUSTOMER);
    }
    assertThatNothingSecretIsLogged();
    assertThat(log.linesWithout(List.of())).filteredOn(line -> line.contains(SECRET)).isEmpty();
  }

  @Test
  public void assumingARoleLogsNoSecrets() throws IOException {
    S3Keys keys =
        new S3Keys(
            Secret.of("AKTEST"),
            Secret.of("another"),
            Optional.of(Secret.of(CUSTOMER)),
            Optional.empty());
    try (RequestRecorder store = new RequestRecorder();
        RequestRecorder sts = new RequestRecorder()) {
      sts.answer(
          200,
          "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKROLE</AccessKeyId>"
              + "<SecretAccessKey>"
              + SECRET
              + "</SecretAccessKey><SessionToken>"
              + TOKEN
              + "</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
              + "</AssumeRoleResult></AssumeRoleResponse>");
      S3RoleOptions role =
          new S3RoleOptions(
              "arn:aws:iam::123456789012:role/reader",
              "nightly",
              Optional.empty(),
              Duration.ofHours(1),
              Optional.of(sts.address()),
              Optional.empty(),
              List.of(S3CredentialLink.of(S3CredentialLink.Kind.CONFIGURATION)));
      S3CredentialOptions credentials =
          new S3CredentialOptions(
              List.of(S3CredentialLink.of(S3CredentialLink.Kind.ASSUME_ROLE)),
              Optional.of(keys),
              Optional.empty(),
              Optional.of(role));
      S3Options options = ClientFixture.with(ClientFixture.at(store.address()), credentials);
      try (S3Clients clients = ClientFixture.open(options)) {
        clients.s3().headBucket(b -> b.bucket("logs"));
      }
      assertThat(sts.last().header("x-amz-security-token")).isEqualTo(CUSTOMER);
      assertThat(store.last().header("x-amz-security-token")).isEqualTo(TOKEN);
    }
    assertThatNothingSecretIsLogged();
  }

  private void assertThatNothingSecretIsLogged() {
    List<String> lines = log.linesWithout(WIRE);
    assertThat(lines).anyMatch(line -> line.contains("software.amazon.awssdk"));
    assertThat(lines).anyMatch(line -> line.contains("org.apache.hc.client5"));
    assertThat(lines).anyMatch(line -> line.contains("io.s3dl.store.s3"));
    for (String secret : List.of(SECRET, TOKEN, CUSTOMER)) {
      assertThat(lines).filteredOn(line -> line.contains(secret)).isEmpty();
    }
  }

  private static void put(S3Clients clients, S3Errors errors, Secret customerKey)
      throws IOException {
    errors.at(
        "writing",
        "a",
        () ->
            clients
                .s3()
                .putObject(
                    request ->
                        request
                            .bucket("logs")
                            .key("a")
                            .sseCustomerAlgorithm("AES256")
                            .sseCustomerKey(customerKey.reveal()),
                    RequestBody.fromString("content")));
  }
}
