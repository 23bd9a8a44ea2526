package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.cli.ChildProcess;
import io.s3dl.store.s3.S3CredentialLink.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Sources of keys that lie around a process: each is given to one of its own, and the keys are seen
 * on the request that a store gets from it.
 */
public class S3CredentialSourcesTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, String> environment = new HashMap<>();
  private RequestRecorder store;
  private RequestRecorder service;

  /** Asks a store for a bucket, with the keys of one source. */
  public static final class Asker {

    private Asker() {}

    /** Takes the store's address, the source, and perhaps a profile. */
    public static void main(String[] arguments) throws IOException {
      Kind kind = Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT).replace('-', '_'));
      S3CredentialOptions credentials =
          new S3CredentialOptions(
              List.of(S3CredentialLink.of(kind)),
              Optional.empty(),
              arguments.length > 2 ? Optional.of(arguments[2]) : Optional.empty(),
              Optional.empty());
      S3Options options =
          ClientFixture.with(ClientFixture.at(URI.create(arguments[0])), credentials);
      try (S3Clients clients = ClientFixture.open(options)) {
        ClientFixture.errors()
            .at("looking at", "", () -> clients.s3().headBucket(b -> b.bucket("logs")));
      }
    }
  }

  @Before
  public void start() throws IOException {
    store = new RequestRecorder();
    service = new RequestRecorder();
    environment.put("HOME", folder.getRoot().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  @After
  public void stop() {
    store.close();
    service.close();
  }

  @Test
  public void theEnvironment() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "AKENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "hunter2");
    environment.put("AWS_SESSION_TOKEN", "env-token");
    ask("environment");
    assertThatTheStoreWasAskedBy("AKENV", "env-token");
  }

  @Test
  public void aProfileOfTheSharedFiles() throws Exception {
    Path credentials = folder.newFile("credentials").toPath();
    Files.writeString(
        credentials,
        """
        [default]
        aws_access_key_id = AKDEFAULT
        aws_secret_access_key = hunter2
        [nightly]
        aws_access_key_id = AKPROFILE
        aws_secret_access_key = hunter2
        aws_session_token = profile-token
        """);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());
    environment.put("AWS_CONFIG_FILE", folder.getRoot().toPath().resolve("none").toString());
    ask("profile");
    assertThatTheStoreWasAskedBy("AKDEFAULT", null);
    ask("profile", "nightly");
    assertThatTheStoreWasAskedBy("AKPROFILE", "profile-token");
  }

  @Test
  public void theAgentOfAContainerService() throws Exception {
    service.answerAt("/keys", 200, keys("AKTASK", "task-token"));
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", service.address() + "/keys");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "who-I-am");
    ask("container");
    assertThat(service.last().header("Authorization")).isEqualTo("who-I-am");
    assertThatTheStoreWasAskedBy("AKTASK", "task-token");
  }

  @Test
  public void theMetadataServiceOfAMachine() throws Exception {
    String list = "/latest/meta-data/iam/security-credentials";
    service
        .answerAt("/latest/api/token", 200, "session-of-metadata")
        .answerAt(list + "-extended/", 404, "")
        .answerAt(list + "/", 200, "role-of-machine")
        .answerAt(list + "/role-of-machine", 200, keys("AKMACHINE", "machine-token"));
    environment.put("AWS_EC2_METADATA_DISABLED", "false");
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.address().toString());
    ask("instance");
    assertThat(service.requests().get(0).method()).isEqualTo("PUT");
    assertThat(service.requests().get(0).uri()).isEqualTo("/latest/api/token");
    assertThat(service.last().header("x-aws-ec2-metadata-token")).isEqualTo("session-of-metadata");
    assertThatTheStoreWasAskedBy("AKMACHINE", "machine-token");
  }

  @Test
  public void theTokenOfAWebIdentity() throws Exception {
    Path token = folder.newFile("token").toPath();
    Files.writeString(token, "signed-by-kubernetes");
    service.answer(
        200,
        "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKWEB</AccessKeyId>"
            + "<SecretAccessKey>hunter2</SecretAccessKey><SessionToken>web-token</SessionToken>"
            + "<Expiration>"
            + inAnHour()
            + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult>"
            + "</AssumeRoleWithWebIdentityResponse>");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
    environment.put("AWS_ROLE_SESSION_NAME", "pod-7");
    environment.put("AWS_ENDPOINT_URL_STS", service.address().toString());
    ask("web-identity");
    assertThat(service.requests()).hasSize(1);
    assertThat(service.last().body())
        .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=signed-by-kubernetes")
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fpod")
        .contains("RoleSessionName=pod-7");
    assertThat(service.last().header("Authorization")).isNull();
    assertThatTheStoreWasAskedBy("AKWEB", "web-token");
  }

  private static String inAnHour() {
    return Instant.now().plus(Duration.ofHours(1)).toString();
  }

  private static String keys(String access, String token) {
    return String.format(
        Locale.ROOT,
        "{\"Code\":\"Success\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"hunter2\","
            + "\"Token\":\"%s\",\"Expiration\":\"%s\"}",
        access,
        token,
        inAnHour());
  }

  private void ask(String source, String... profile) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(store.address().toString(), source));
    arguments.addAll(List.of(profile));
    ChildProcess child =
        ChildProcess.run(
            folder.getRoot().toPath(), environment, ChildProcess.java(Asker.class, arguments));
    assertThat(child.status()).as("%s%n%s", child.out(), child.err()).isZero();
  }

  private void assertThatTheStoreWasAskedBy(String access, String token) {
    assertThat(store.last().uri()).isEqualTo("/logs");
    assertThat(store.last().header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=" + access + "/");
    assertThat(store.last().header("x-amz-security-token")).isEqualTo(token);
  }
}
