package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.TransientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What is found out of stores is what they do. */
public class S3DiagnosisTest {

  @ClassRule public static final EmbeddedS3 S3PROXY = new EmbeddedS3();

  @Rule public final ScriptedS3 scripted = new ScriptedS3();

  private static S3Options options(S3Server server, String bucket) {
    return options(server, bucket, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  }

  private static S3Options options(S3Server server, String bucket, String key, String secret) {
    return new S3Options(
        bucket,
        S3Endpoint.at(server.endpoint(), "us-east-1"),
        quick(),
        S3CredentialOptions.of(S3Keys.of(key, secret)),
        server.features(),
        S3Stores.settings(),
        new S3Identification("", false, Map.of()),
        false,
        new RetryOptions(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
  }

  /** What does not answer has not got a minute. */
  private static S3Connections quick() {
    return new S3Connections(
        new ConnectionOptions(
            4,
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty()),
        S3Connections.PayloadSigning.AUTO);
  }

  private static void run(List<StoreCheck> checks) throws IOException {
    for (StoreCheck check : checks) {
      check.attempt().run();
    }
  }

  private void findsAsPreset(S3Server server, S3Feature... butToo) throws IOException {
    String bucket = "diag-" + ProcessHandle.current().pid();
    try (S3Client client = S3Stores.client(server.endpoint())) {
      client.createBucket(b -> b.bucket(bucket));
      client.putObject(b -> b.bucket(bucket).key("kept"), RequestBody.fromString("content"));
      try (S3Diagnosis diagnosis = S3Diagnosis.open(options(server, bucket), "below/diag/")) {
        run(diagnosis.access());
        run(diagnosis.abilities());
        diagnosis.cleaning().attempt().run();
        assertThat(can(diagnosis.found()))
            .containsExactlyInAnyOrderElementsOf(
                Stream.concat(server.features().supported().stream(), Stream.of(butToo)).toList());
        assertThat(diagnosis.found()).containsOnlyKeys(S3Feature.values());
      }
      assertThat(client.listObjectsV2(b -> b.bucket(bucket)).contents())
          .extracting(object -> object.key())
          .containsExactly("kept");
      assertThat(client.listMultipartUploads(b -> b.bucket(bucket)).uploads()).isEmpty();
      client.deleteObject(b -> b.bucket(bucket).key("kept"));
      client.deleteBucket(b -> b.bucket(bucket));
    }
  }

  private static List<S3Feature> can(Map<S3Feature, Boolean> found) {
    return found.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  /** And checksums of whole objects too, of which its preset makes no use. */
  @Test
  public void s3ProxyDoesWhatItsPresetSays() throws IOException {
    findsAsPreset(S3PROXY.server(), S3Feature.FULL_OBJECT_CRC32C);
  }

  @Test
  public void cephsGatewayDoesWhatItsPresetSays() throws IOException {
    findsAsPreset(CephRgw.server());
  }

  private void accessFails(S3Options options, String... says) throws IOException {
    try (S3Diagnosis diagnosis = S3Diagnosis.open(options, "diag/")) {
      assertThatThrownBy(() -> run(diagnosis.access())).hasMessageContainingAll(says);
    }
  }

  @Test
  public void aBucketThatIsNotThereIsNamed() throws IOException {
    accessFails(options(S3PROXY.server(), "nowhere"), "there is no bucket nowhere");
  }

  @Test
  public void aWrongKeyAndAWrongSecretAreToldApart() throws IOException {
    accessFails(
        options(S3PROXY.server(), "any", "unknown", S3Server.SECRET_KEY),
        "does not know the access key");
    accessFails(
        options(S3PROXY.server(), "any", S3Server.ACCESS_KEY, "wrong-secret"),
        "the secret key is wrong");
  }

  @Test
  public void aDenialAndAWrongClockHaveTheirRemedies() throws IOException {
    S3Server server = new S3Server(scripted.endpoint(), S3Features.OTHER);
    scripted.then(ScriptedS3.error(403, "AccessDenied"));
    accessFails(options(server, "b"), "not allowed");
    ScriptedS3.Answer skewed = ScriptedS3.error(403, "RequestTimeTooSkewed");
    scripted.then(skewed, skewed);
    accessFails(options(server, "b"), "set the clock of this machine right");
  }

  private StoreCheck.Outcome conditionalPut(ScriptedS3.Answer... toTheWrong) throws IOException {
    S3Server server = new S3Server(scripted.endpoint(), S3Features.OTHER);
    scripted.then(ScriptedS3.ok(200, new byte[0], "ETag", "\"e\"")).then(toTheWrong);
    try (S3Diagnosis diagnosis = S3Diagnosis.open(options(server, "b"), "diag/")) {
      for (StoreCheck check : diagnosis.abilities()) {
        if (check.name().equals("conditional-put")) {
          return check.attempt().run();
        }
      }
    }
    throw new AssertionError("It is not tried");
  }

  @Test
  public void onlyARefusalOfItsConditionShowsThatAStoreKnowsIt() throws IOException {
    ScriptedS3.Answer good = ScriptedS3.ok(200, new byte[0], "ETag", "\"e\"");
    assertThat(conditionalPut(ScriptedS3.error(412, "PreconditionFailed"), good).supported())
        .isTrue();
    StoreCheck.Outcome unknown = conditionalPut(ScriptedS3.error(501, "NotImplemented"), good);
    assertThat(unknown.supported()).isFalse();
    assertThat(unknown.told()).contains("NotImplemented");
  }

  @Test
  public void aStoreInTroubleShowsNothing() {
    ScriptedS3.Answer busy = ScriptedS3.error(503, "SlowDown", "Retry-After", "0");
    ScriptedS3.Answer good = ScriptedS3.ok(200, new byte[0], "ETag", "\"e\"");
    assertThatThrownBy(() -> conditionalPut(busy, busy, busy, good))
        .isInstanceOf(TransientException.class);
  }

  @Test
  public void anAddressWhereNobodyListensFailsBeforeAnythingIsAsked() throws IOException {
    S3Server server = new S3Server(URI.create("http://127.0.0.1:1"), S3Features.OTHER);
    try (S3Diagnosis diagnosis = S3Diagnosis.open(options(server, "b"), "diag/")) {
      List<StoreCheck> access = diagnosis.access();
      assertThat(access.get(0).attempt().run().told()).contains("127.0.0.1");
      assertThat(access.get(1).vital()).isTrue();
      assertThat(access.get(1).remedy()).contains("fs.s3dl.s3.endpoint");
      assertThatThrownBy(() -> access.get(1).attempt().run()).isInstanceOf(IOException.class);
    }
  }

  @Test
  public void aServerWithoutTlsHasNoCertificate() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        S3Diagnosis diagnosis =
            S3Diagnosis.open(
                options(
                    new S3Server(
                        URI.create("https://127.0.0.1:" + plain.getLocalPort()), S3Features.OTHER),
                    "b"),
                "diag/")) {
      StoreCheck certificate =
          diagnosis.access().stream()
              .filter(check -> check.name().equals("certificate"))
              .findFirst()
              .orElseThrow();
      Thread closing =
          new Thread(
              () -> {
                try {
                  plain.accept().close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      closing.start();
      assertThatThrownBy(() -> certificate.attempt().run()).isInstanceOf(IOException.class);
      closing.join();
    }
  }
}
