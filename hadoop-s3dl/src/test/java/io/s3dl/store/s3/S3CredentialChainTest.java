package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.Secret;
import io.s3dl.store.TransientException;
import io.s3dl.store.s3.S3CredentialLink.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** Who a store is asked as, seen from its side, and from that of a token service. */
public class S3CredentialChainTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  private RequestRecorder store;
  private RequestRecorder sts;

  @Before
  public void start() throws IOException {
    store = new RequestRecorder();
    sts = new RequestRecorder();
  }

  @After
  public void stop() {
    store.close();
    sts.close();
  }

  @Test
  public void configuredKeysSign() throws IOException {
    ask(S3CredentialOptions.of(ClientFixture.KEYS));
    assertThat(store.last().header("Authorization")).contains("Credential=AKTEST/");
    assertThat(store.last().header("x-amz-security-token")).isNull();
  }

  @Test
  public void aConfiguredTokenIsSent() throws IOException {
    S3Keys keys =
        new S3Keys(
            Secret.of("AKTEST"),
            Secret.of("hunter2"),
            Optional.of(Secret.of("token")),
            Optional.empty());
    ask(S3CredentialOptions.of(keys));
    assertThat(store.last().header("x-amz-security-token")).isEqualTo("token");
  }

  @Test
  public void anonymousRequestsAreNotSigned() throws IOException {
    ask(ClientFixture.chain(S3CredentialLink.of(Kind.ANONYMOUS)));
    assertThat(store.last().header("Authorization")).isNull();
  }

  @Test
  public void systemPropertiesAreASource() throws IOException {
    System.setProperty("aws.accessKeyId", "AKSYSTEM");
    System.setProperty("aws.secretAccessKey", "hunter2");
    try {
      ask(
          ClientFixture.chain(
              S3CredentialLink.of(Kind.CONFIGURATION), S3CredentialLink.of(Kind.SYSTEM)));
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertThat(store.last().header("Authorization")).contains("Credential=AKSYSTEM/");
  }

  @Test
  public void withoutAnyKeysItIsSaidWhoWasAsked() {
    S3CredentialLink empty = own(Optional::empty);
    assertThatThrownBy(
            () -> ask(ClientFixture.chain(S3CredentialLink.of(Kind.CONFIGURATION), empty)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("s3dl://logs/: no credentials; set fs.s3dl.s3.access.key")
        .hasMessageContaining("configuration: fs.s3dl.s3.access.key and fs.s3dl.s3.secret.key are")
        .hasMessageContaining(" has no keys");
    assertThat(store.requests()).isEmpty();
  }

  @Test
  public void aUsersSourceIsAskedWhenItsKeysAreAboutToExpire() throws IOException {
    List<S3Keys> given = new ArrayList<>();
    S3CredentialLink link =
        own(
            () -> {
              // The first keys expire within the margin, the second don't.
              Instant expiry = Instant.now().plus(Duration.ofHours(given.size()));
              S3Keys keys = S3Keys.of("AKOWN" + given.size(), "hunter2", "token", expiry);
              given.add(keys);
              return Optional.of(keys);
            });
    S3Options options =
        ClientFixture.with(ClientFixture.at(store.address()), ClientFixture.chain(link));
    try (S3Clients clients = ClientFixture.open(options)) {
      for (int i = 0; i < 4; i++) {
        clients.s3().headBucket(b -> b.bucket("logs"));
      }
    }
    assertThat(given).hasSize(2);
    assertThat(store.requests())
        .extracting(sent -> sent.header("Authorization").replaceAll(".*=(AK\\w+)/.*", "$1"))
        .containsExactly("AKOWN0", "AKOWN1", "AKOWN1", "AKOWN1");
  }

  @Test
  public void aUsersSourceIsClosedWithTheStore() throws IOException {
    int[] closed = {0};
    S3CredentialsSource source =
        new S3CredentialsSource() {
          @Override
          public Optional<S3Keys> keys() {
            return Optional.of(ClientFixture.KEYS);
          }

          @Override
          public void close() {
            closed[0]++;
          }
        };
    ask(ClientFixture.chain(new S3CredentialLink(Kind.OWN, Optional.of(source))));
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  public void aUsersSourceThatFailsForNowIsAskedAgain() {
    S3CredentialLink broken =
        own(
            () -> {
              throw new IOException("vault is down");
            });
    assertThatThrownBy(() -> ask(ClientFixture.chain(broken, S3CredentialLink.of(Kind.ANONYMOUS))))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("vault is down");
    assertThat(store.requests()).isEmpty();
  }

  @Test
  public void aUsersSourceThatThrowsWhateverItLikesHasNoKeys() {
    S3CredentialLink broken =
        own(
            () -> {
              throw new IllegalArgumentException("vault is misused");
            });
    assertThatThrownBy(() -> ask(ClientFixture.chain(broken)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("vault is misused");
    assertThat(store.requests()).isEmpty();
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  @Test
  public void anAgentThatDoesNotAnswerIsAskedAgain() {
    System.setProperty("aws.containerCredentialsFullUri", "http://127.0.0.1:1/keys");
    try {
      assertThatThrownBy(
              () ->
                  ask(
                      ClientFixture.chain(
                          S3CredentialLink.of(Kind.CONTAINER),
                          S3CredentialLink.of(Kind.ANONYMOUS))))
          .isInstanceOf(TransientException.class);
    } finally {
      System.clearProperty("aws.containerCredentialsFullUri");
    }
    assertThat(store.requests()).isEmpty();
  }

  @Test
  public void aMachineThatDoesNotAnswerIsAskedAgainLater() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    System.setProperty("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:1");
    S3CredentialOptions options =
        ClientFixture.chain(
            S3CredentialLink.of(Kind.INSTANCE), S3CredentialLink.of(Kind.ANONYMOUS));
    S3Http http = S3Http.of(ConnectionOptions.plain(1));
    try (S3CredentialChain chain =
        new S3CredentialChain(
            "logs",
            new S3CredentialProviders(options, http, Region.US_EAST_1),
            ClientFixture.errors(),
            clock(now))) {
      assertThat(chain.resolveCredentials().accessKeyId()).isNull();
      System.setProperty("aws.ec2MetadataServiceEndpoint", sts.address().toString());
      assertThat(chain.resolveCredentials().accessKeyId()).isNull();
      assertThat(sts.requests()).isEmpty();
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
      chain.resolveCredentials();
      assertThat(sts.requests()).isNotEmpty();
    } finally {
      System.clearProperty("aws.ec2MetadataServiceEndpoint");
    }
  }

  @Test
  public void whileOneAsksASilentMachineTheOthersGoOn() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    System.setProperty("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:1");
    S3CredentialOptions options =
        ClientFixture.chain(
            S3CredentialLink.of(Kind.INSTANCE), S3CredentialLink.of(Kind.ANONYMOUS));
    S3Http http = S3Http.of(ConnectionOptions.plain(1));
    try (S3CredentialChain chain =
        new S3CredentialChain(
            "logs",
            new S3CredentialProviders(options, http, Region.US_EAST_1),
            ClientFixture.errors(),
            clock(now))) {
      chain.resolveCredentials();
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
      CompletableFuture<?> first;
      try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
        System.setProperty(
            "aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + silent.getLocalPort());
        first = CompletableFuture.supplyAsync(chain::resolveCredentials);
        try (Socket asked = silent.accept()) {
          assertThat(asked.isConnected()).isTrue();
          assertThat(chain.resolveCredentials().accessKeyId()).isNull();
          assertThat(first).isNotDone();
        }
      }
      first.get();
    } finally {
      System.clearProperty("aws.ec2MetadataServiceEndpoint");
    }
  }

  @Test
  public void aRoleIsAssumedOnceAndItsKeysSign() throws IOException {
    sts.answer(200, assumed(Instant.now().plus(Duration.ofHours(1))));
    S3Options options = ClientFixture.with(ClientFixture.at(store.address()), role("ext-7"));
    try (S3Clients clients = ClientFixture.open(options)) {
      clients.s3().headBucket(b -> b.bucket("logs"));
      clients.s3().headBucket(b -> b.bucket("logs"));
    }
    assertThat(sts.requests()).hasSize(1);
    assertThat(sts.last().body())
        .contains("Action=AssumeRole&", "RoleSessionName=nightly", "DurationSeconds=1800")
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader", "ExternalId=ext-7");
    assertThat(sts.last().header("Authorization"))
        .contains("Credential=AKTEST/", "/us-west-2/sts/");
    assertThat(store.last().header("Authorization")).contains("Credential=AKROLE/");
    assertThat(store.last().header("x-amz-security-token")).isEqualTo("role-token");
  }

  @Test
  public void aRoleThatMayNotBeAssumedIsSaidToBeSo() {
    sts.answer(
        403,
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error>"
            + "<RequestId>R7</RequestId></ErrorResponse>");
    assertThatThrownBy(() -> ask(role("x")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("assume-role: not you (status 403, AccessDenied, request id R7)");
    assertThat(store.requests()).isEmpty();
  }

  @Test
  public void aTokenServiceInTroubleIsAskedAgain() {
    sts.answer(503, "");
    assertThatThrownBy(() -> ask(role("x")))
        .isInstanceOfSatisfying(TransientException.class, e -> assertThat(e.throttled()).isFalse());
  }

  @Test
  public void optionsShowNoKeys() {
    S3Options options =
        ClientFixture.with(
            ClientFixture.at(store.address()), S3CredentialOptions.of(ClientFixture.KEYS));
    assertThat(options.toString()).doesNotContain("AKTEST", "hunter2");
  }

  private S3CredentialOptions role(String externalId) {
    S3RoleOptions role =
        new S3RoleOptions(
            ROLE,
            "nightly",
            Optional.of(externalId),
            Duration.ofMinutes(30),
            Optional.of(sts.address()),
            Optional.of("us-west-2"),
            List.of(S3CredentialLink.of(Kind.CONFIGURATION)));
    return new S3CredentialOptions(
        List.of(S3CredentialLink.of(Kind.ASSUME_ROLE)),
        Optional.of(ClientFixture.KEYS),
        Optional.empty(),
        Optional.of(role));
  }

  private static String assumed(Instant expiry) {
    return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
        + "<AssumeRoleResult><Credentials><AccessKeyId>AKROLE</AccessKeyId>"
        + "<SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>"
        + "<Expiration>"
        + expiry
        + "</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>i:n</AssumedRoleId>"
        + "<Arn>arn:aws:sts::123456789012:assumed-role/reader/n</Arn></AssumedRoleUser>"
        + "</AssumeRoleResult></AssumeRoleResponse>";
  }

  private static S3CredentialLink own(S3CredentialsSource source) {
    return new S3CredentialLink(Kind.OWN, Optional.of(source));
  }

  private HeadBucketResponse ask(S3CredentialOptions credentials) throws IOException {
    S3Options options = ClientFixture.with(ClientFixture.at(store.address()), credentials);
    try (S3Clients clients = ClientFixture.open(options)) {
      return ClientFixture.errors()
          .at("looking at", "", () -> clients.s3().headBucket(b -> b.bucket("logs")));
    }
  }
}
