package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.s3dl.cli.ChildProcess;
import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.Secret;
import io.s3dl.store.TransientException;
import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store is sent, seen from its side. */
public class S3ClientsTest {

  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private RequestRecorder server;

  @Before
  public void start() throws IOException {
    server = new RequestRecorder();
  }

  @After
  public void stop() {
    server.close();
    SdkGlobalTime.setGlobalTimeOffset(0); // clients of other tests begin with what was found here
  }

  @Test
  public void aPutIsOnePlainRequest() throws IOException {
    put(ClientFixture.at(server.address()));
    RequestRecorder.Sent sent = server.last();
    assertThat(server.requests()).hasSize(1);
    assertThat(sent.method()).isEqualTo("PUT");
    assertThat(sent.uri()).isEqualTo("/logs/a%20b/c");
    assertThat(sent.body()).isEqualTo("content");
    assertThat(sent.headers())
        .doesNotContainKeys(
            "Expect",
            "Transfer-encoding",
            "Content-encoding",
            "X-amz-trailer",
            "X-amz-decoded-content-length",
            "X-amz-checksum-crc32",
            "X-amz-sdk-checksum-algorithm",
            "Content-md5",
            "Referer",
            "X-amz-request-payer");
    assertThat(sent.header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKTEST/")
        .contains("/eu-west-1/s3/aws4_request");
  }

  @Test
  public void theSdkTriesOnce() throws IOException {
    server.answer(503, "").answer(500, "");
    S3Options options = ClientFixture.at(server.address());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> put(options)).isInstanceOf(SdkException.class);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  public void contentWithoutAChecksumIsSignedOverHttp() throws IOException {
    assertThat(hashOverHttp(PayloadSigning.AUTO)).hasSize(64);
    assertThat(hashOverHttp(PayloadSigning.ALWAYS)).hasSize(64);
    assertThat(hashOverHttp(PayloadSigning.NEVER)).isEqualTo(UNSIGNED);
  }

  private String hashOverHttp(PayloadSigning signing) throws IOException {
    put(
        ClientFixture.with(
            S3Endpoint.at(server.address(), "eu-west-1"),
            ClientFixture.with(Optional.empty(), Optional.empty(), signing)));
    return server.last().header("x-amz-content-sha256");
  }

  @Test
  public void aClockThatIsWrongIsMadeUpFor() throws Exception {
    Instant there = Instant.now().plus(Duration.ofHours(3));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atZone(ZoneOffset.UTC));
    String body = "<Error><Code>RequestTimeTooSkewed</Code></Error>";
    String refusal =
        "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nDate: " + date + "\r\n\r\n" + body;
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> second =
          CompletableFuture.supplyAsync(
              () -> {
                answer(listener, refusal);
                return answer(listener, refusal);
              });
      URI address = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      try (S3Clients clients = ClientFixture.open(ClientFixture.at(address))) {
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() -> clients.s3().listObjectsV2(b -> b.bucket("logs")))
              .isInstanceOf(S3Exception.class);
        }
      }
      String time =
          second.get().stream()
              .filter(line -> line.regionMatches(true, 0, "x-amz-date: ", 0, 12))
              .map(line -> line.substring(12))
              .findFirst()
              .orElseThrow();
      Instant signed =
          LocalDateTime.parse(
                  time, DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT))
              .toInstant(ZoneOffset.UTC);
      assertThat(signed).isCloseTo(there, within(1, ChronoUnit.MINUTES));
    }
  }

  @Test
  public void accessPointsOfSeveralRegionsAreRefused() {
    String arn = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap";
    assertThatThrownBy(() -> amazon("eu-west-1", false, false, Optional.of(arn)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(arn)
        .hasMessageContaining("SigV4a");
  }

  @Test
  public void aBulkDeleteHasTheChecksumThatTheStoreWants() throws IOException {
    S3Options options = ClientFixture.at(server.address());
    deleteTwo(ClientFixture.with(options, S3Features.AWS));
    assertThat(server.last().headers()).doesNotContainKey("Content-md5");
    assertThat(server.last().header("x-amz-checksum-crc32")).isNotNull();
    deleteTwo(ClientFixture.with(options, S3Features.RGW));
    assertThat(server.last().header("Content-MD5")).isNotNull();
    assertThat(server.last().header("x-amz-content-sha256")).hasSize(64);
    put(ClientFixture.with(options, S3Features.RGW));
    assertThat(server.last().headers()).doesNotContainKey("Content-md5");
  }

  @Test
  public void requestsSayWhoSendsThem() throws IOException {
    S3Identification identification =
        new S3Identification("nightly/1", true, Map.of("user", "ann é", "process", "7"));
    put(ClientFixture.with(ClientFixture.at(server.address()), identification, true));
    RequestRecorder.Sent sent = server.last();
    assertThat(sent.header("User-Agent")).startsWith("nightly/1");
    assertThat(sent.header("Referer"))
        .isEqualTo("https://s3dl.invalid/PutObject?path=a+b%2Fc&process=7&user=ann+%C3%A9");
    assertThat(sent.header("x-amz-request-payer")).isEqualTo("requester");
  }

  @Test
  public void aSilentStoreIsATransientError() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Duration moment = Duration.ofMillis(50);
      S3Connections impatient =
          new S3Connections(
              new ConnectionOptions(
                  4, moment, moment, moment, Duration.ZERO, Optional.empty(), Optional.empty()),
              PayloadSigning.AUTO);
      S3Options options = ClientFixture.with(S3Endpoint.at(address, "eu-west-1"), impatient);
      assertThatThrownBy(
              () ->
                  ClientFixture.errors()
                      .at(
                          "writing",
                          "a",
                          () -> {
                            put(options);
                            return null;
                          }))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("fs.s3dl.s3.socket.timeout");
    }
  }

  @Test
  public void aProxyIsAskedWithItsPassword() throws IOException {
    ProxyOptions proxy =
        new ProxyOptions(
            "127.0.0.1",
            server.address().getPort(),
            false,
            Optional.of("ann"),
            Optional.of(Secret.of("pass")),
            Set.of("*.direct.example"));
    URI address = URI.create("http://store.example:1234");
    put(
        ClientFixture.with(
            S3Endpoint.at(address, "eu-west-1"),
            ClientFixture.with(Optional.of(proxy), Optional.empty(), PayloadSigning.AUTO)));
    assertThat(server.last().uri()).isEqualTo("http://store.example:1234/logs/a%20b/c");
    assertThat(server.last().header("Proxy-Authorization")).isEqualTo("Basic YW5uOnBhc3M=");
  }

  @Test
  public void hostsMayBeReachedWithoutTheProxy() throws IOException {
    ProxyOptions proxy =
        new ProxyOptions(
            "unknown.invalid", 1, false, Optional.empty(), Optional.empty(), Set.of("127.*"));
    put(
        ClientFixture.with(
            S3Endpoint.at(server.address(), "eu-west-1"),
            ClientFixture.with(Optional.of(proxy), Optional.empty(), PayloadSigning.AUTO)));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void amazonsHostsFollowFromRegionBucketAndWishes() throws Exception {
    assertThat(hostOf(amazon("eu-west-1", false, false, Optional.empty())))
        .isEqualTo("logs.s3.eu-west-1.amazonaws.com:443");
    assertThat(hostOf(amazon("eu-west-1", true, false, Optional.empty())))
        .isEqualTo("logs.s3.dualstack.eu-west-1.amazonaws.com:443");
    assertThat(hostOf(amazon("us-east-1", false, true, Optional.empty())))
        .isEqualTo("logs.s3-fips.us-east-1.amazonaws.com:443");
    String arn = "arn:aws:s3:eu-central-1:123456789012:accesspoint/mine";
    assertThat(hostOf(amazon("eu-west-1", false, false, Optional.of(arn))))
        .isEqualTo("mine-123456789012.s3-accesspoint.eu-central-1.amazonaws.com:443");
  }

  @Test
  public void anAddressOfAmazonsIsNotReplacedByThatOfTheSurroundings() throws Exception {
    URI ofAnyRegion = URI.create("https://s3.amazonaws.com");
    S3Endpoint named =
        new S3Endpoint(
            Optional.of(ofAnyRegion),
            Optional.of("eu-west-1"),
            false,
            false,
            false,
            true,
            Optional.empty());
    System.setProperty("aws.endpointUrlS3", server.address() + "/else");
    try {
      assertThat(hostOf(named)).isEqualTo("logs.s3.eu-west-1.amazonaws.com:443");
      assertThat(hostOf(amazon("eu-west-1", true, false, Optional.empty())))
          .isEqualTo("logs.s3.dualstack.eu-west-1.amazonaws.com:443");
    } finally {
      System.clearProperty("aws.endpointUrlS3");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  public void aStoreWithItsOwnAuthorityIsTrustedIfThatIsNamed() throws Exception {
    Path directory = temporary.getRoot().toPath();
    Path keys = directory.resolve("keys.p12");
    Path pem = directory.resolve("ca.pem");
    String address = "san=ip:127.0.0.1";
    keytool(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=x", "-ext", address), keys);
    keytool(List.of("-exportcert", "-rfc", "-file", pem.toString()), keys);
    List<String> hashes = new CopyOnWriteArrayList<>();
    HttpsServer secure = secureServer(keys, hashes);
    try {
      URI uri = URI.create("https://127.0.0.1:" + secure.getAddress().getPort());
      S3Endpoint endpoint = S3Endpoint.at(uri, "eu-west-1");
      PayloadSigning auto = PayloadSigning.AUTO;
      put(
          ClientFixture.with(
              endpoint, ClientFixture.with(Optional.empty(), Optional.of(pem), auto)));
      put(
          ClientFixture.with(
              endpoint,
              ClientFixture.with(Optional.empty(), Optional.of(pem), PayloadSigning.ALWAYS)));
      assertThat(hashes).hasSize(2).first().isEqualTo(UNSIGNED);
      assertThat(hashes.get(1)).hasSize(64);
      S3Options unknown =
          ClientFixture.with(
              endpoint, ClientFixture.with(Optional.empty(), Optional.empty(), auto));
      assertThatThrownBy(() -> putTranslated(unknown))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("fs.s3dl.s3.tls.ca.file");
    } finally {
      secure.stop(0);
    }
  }

  @Test
  public void aFileWithoutCertificatesIsRefused() throws IOException {
    Path empty = temporary.newFile("empty.pem").toPath();
    S3Options options =
        ClientFixture.with(
            S3Endpoint.at(server.address(), "eu-west-1"),
            ClientFixture.with(Optional.empty(), Optional.of(empty), PayloadSigning.AUTO));
    assertThatThrownBy(() -> ClientFixture.open(options))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(empty.toString())
        .hasMessageContaining("fs.s3dl.s3.tls.ca.file");
  }

  private static S3Endpoint amazon(
      String region, boolean dualStack, boolean fips, Optional<String> accessPoint) {
    return new S3Endpoint(
        Optional.empty(), Optional.of(region), false, dualStack, fips, false, accessPoint);
  }

  /** The host that is asked for, as a proxy hears it. */
  private static String hostOf(S3Endpoint endpoint) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answer(listener, "HTTP/1.1 403 Forbidden\r\n\r\n"));
      ProxyOptions proxy =
          new ProxyOptions(
              "127.0.0.1",
              listener.getLocalPort(),
              false,
              Optional.empty(),
              Optional.empty(),
              Set.of());
      S3Options options =
          ClientFixture.with(
              endpoint,
              ClientFixture.with(Optional.of(proxy), Optional.empty(), PayloadSigning.AUTO));
      assertThatThrownBy(() -> put(options)).isInstanceOf(SdkException.class);
      return asked.get().get(0).split(" ", -1)[1];
    }
  }

  /** Answers a request, and returns its first line and its headers. */
  private static List<String> answer(ServerSocket listener, String answer) {
    try (Socket socket = listener.accept();
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream()) {
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        lines.add(line);
      }
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      return lines;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void keytool(List<String> arguments, Path keys) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", keys.toString(), "-alias", "a", "-storepass", "changeit"));
    ChildProcess done = ChildProcess.run(temporary.getRoot().toPath(), command);
    assertThat(done.status()).as(done.toString()).isZero();
  }

  private static HttpsServer secureServer(Path keys, List<String> hashes) throws Exception {
    char[] password = "changeit".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            hashes.add(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }

  private static void deleteTwo(S3Options options) throws IOException {
    try (S3Clients clients = ClientFixture.open(options)) {
      clients
          .s3()
          .deleteObjects(
              request ->
                  request
                      .bucket("logs")
                      .delete(
                          d ->
                              d.objects(
                                  ObjectIdentifier.builder().key("a").build(),
                                  ObjectIdentifier.builder().key("b").build())));
    }
  }

  private static void putTranslated(S3Options options) throws IOException {
    ClientFixture.errors()
        .at(
            "writing",
            "a",
            () -> {
              put(options);
              return null;
            });
  }

  private static void put(S3Options options) throws IOException {
    try (S3Clients clients = ClientFixture.open(options)) {
      S3Client s3 = clients.s3();
      s3.putObject(
          request -> request.bucket(options.requestBucket()).key("a b/c"),
          RequestBody.fromString("content"));
    }
  }
}
