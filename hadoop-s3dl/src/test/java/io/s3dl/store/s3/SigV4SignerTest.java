package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Signatures, beside those that Amazon publishes and those of the SDK. */
public class SigV4SignerTest {

  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** The keys of the examples in Amazon's documentation. */
  private static final AwsCredentialsIdentity EXAMPLE =
      AwsCredentialsIdentity.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static final Clock THEN =
      Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

  private final HttpSigner<AwsCredentialsIdentity> signer = new SigV4Signer(PayloadSigning.ALWAYS);

  @Test
  public void aGetIsSignedAsInAmazonsExample() {
    SdkHttpRequest.Builder request = example(SdkHttpMethod.GET, "/test.txt");
    request.putHeader("Range", "bytes=0-9");
    assertThat(authorization(request, null))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  public void aPutIsSignedAsInAmazonsExample() {
    SdkHttpRequest.Builder request = example(SdkHttpMethod.PUT, "/test%24file.text");
    request.putHeader("Date", "Fri, 24 May 2013 00:00:00 GMT");
    request.putHeader("x-amz-storage-class", "REDUCED_REDUNDANCY");
    assertThat(authorization(request, body("Welcome to Amazon S3.")))
        .contains("SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,")
        .endsWith("=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  public void aParameterWithoutAValueIsSignedAsInAmazonsExample() {
    SdkHttpRequest.Builder request = example(SdkHttpMethod.GET, "/");
    request.putRawQueryParameter("lifecycle", (String) null);
    assertThat(authorization(request, null))
        .endsWith("=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  public void aListIsSignedAsInAmazonsExample() {
    SdkHttpRequest.Builder request = example(SdkHttpMethod.GET, "");
    request.putRawQueryParameter("prefix", "J").putRawQueryParameter("max-keys", "2");
    assertThat(authorization(request, null))
        .endsWith("=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  public void anyRequestIsSignedAsByTheSdk() {
    AwsV4HttpSigner sdk = AwsV4HttpSigner.create();
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      SignRequest<AwsCredentialsIdentity> request = anyRequest(random);
      SdkHttpRequest ours = signer.sign(request).request();
      SdkHttpRequest theirs = sdk.sign(request).request();
      assertThat(ours.headers()).as("%s", request.request()).isEqualTo(theirs.headers());
      assertThat(ours.getUri()).isEqualTo(theirs.getUri());
    }
  }

  @Test
  public void anUnsignedBodyIsAsWithTheSdk() {
    SdkHttpRequest.Builder request = example(SdkHttpMethod.PUT, "/a");
    SignRequest<AwsCredentialsIdentity> asked =
        asked(request.protocol("https").port(443), body("a"), EXAMPLE)
            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
            .build();
    SdkHttpRequest ours = new SigV4Signer(PayloadSigning.AUTO).sign(asked).request();
    assertThat(ours.headers()).isEqualTo(AwsV4HttpSigner.create().sign(asked).request().headers());
    assertThat(ours.firstMatchingHeader("x-amz-content-sha256")).contains(UNSIGNED);
  }

  @Test
  public void contentIsHashedWhereNothingElseVouchesForIt() {
    assertThat(hashed(PayloadSigning.AUTO, SdkHttpMethod.PUT, "http")).isTrue();
    assertThat(hashed(PayloadSigning.AUTO, SdkHttpMethod.PUT, "http", "x-amz-checksum-crc32c"))
        .isFalse();
    assertThat(hashed(PayloadSigning.AUTO, SdkHttpMethod.PUT, "http", "Content-MD5")).isFalse();
    assertThat(hashed(PayloadSigning.AUTO, SdkHttpMethod.PUT, "https")).isFalse();
    for (String protocol : List.of("http", "https")) {
      assertThat(
              hashed(PayloadSigning.ALWAYS, SdkHttpMethod.PUT, protocol, "x-amz-checksum-crc32c"))
          .isTrue();
      assertThat(hashed(PayloadSigning.NEVER, SdkHttpMethod.PUT, protocol)).isFalse();
    }
  }

  @Test
  public void listsAreHashedAlways() {
    for (PayloadSigning signing : PayloadSigning.values()) {
      for (String protocol : List.of("http", "https")) {
        assertThat(hashed(signing, SdkHttpMethod.POST, protocol, "Content-MD5")).isTrue();
      }
    }
  }

  @Test
  public void aRequestWithoutABodyHasTheHashOfNothing() {
    for (PayloadSigning signing : PayloadSigning.values()) {
      SdkHttpRequest.Builder request = example(SdkHttpMethod.PUT, "/copy").protocol("https");
      SignedRequest signed = new SigV4Signer(signing).sign(asked(request, null, EXAMPLE).build());
      assertThat(signed.request().firstMatchingHeader("x-amz-content-sha256")).contains(NOTHING);
      assertThat(signed.payload()).isEmpty();
    }
  }

  @Test
  public void theBodyOfABufferIsReadAndStays() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(200_000);
    new Random(1).ints(200_000).forEach(b -> bytes.put((byte) b));
    bytes.flip();
    SentBytes sent = SentBytes.of(bytes);
    ContentStreamProvider body = sent.body().contentStreamProvider();
    SignRequest<AwsCredentialsIdentity> asked =
        asked(example(SdkHttpMethod.PUT, "/a"), body, EXAMPLE).build();
    SignedRequest ours = signer.sign(asked);
    assertThat(ours.request().headers())
        .isEqualTo(AwsV4HttpSigner.create().sign(asked).request().headers());
    assertThat(ours.payload().orElseThrow().newStream()).hasSameContentAs(sent.source().get());
  }

  @Test
  public void withoutKeysNothingIsSigned() {
    AwsCredentialsIdentity nobody = AnonymousCredentialsProvider.create().resolveCredentials();
    SdkHttpRequest.Builder request = example(SdkHttpMethod.GET, "/a");
    assertThat(signer.sign(asked(request, null, nobody).build()).request().headers())
        .doesNotContainKeys("Authorization", "X-Amz-Date");
  }

  @Test
  public void aChecksumThatIsNotKnownIsRefused() {
    SignRequest<AwsCredentialsIdentity> asked =
        asked(example(SdkHttpMethod.POST, "/"), body("a"), EXAMPLE)
            .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC64NVME)
            .build();
    assertThatThrownBy(() -> signer.sign(asked))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("crc64nvme");
  }

  private static boolean hashed(
      PayloadSigning signing, SdkHttpMethod method, String protocol, String... headers) {
    SdkHttpRequest.Builder request = example(method, "/a").protocol(protocol);
    for (String header : headers) {
      request.putHeader(header, "abc=");
    }
    String hash =
        new SigV4Signer(signing)
            .sign(asked(request, body("a"), EXAMPLE).build())
            .request()
            .firstMatchingHeader("x-amz-content-sha256")
            .orElseThrow();
    assertThat(hash).matches(UNSIGNED + "|[0-9a-f]{64}");
    return !hash.equals(UNSIGNED);
  }

  private static SignRequest<AwsCredentialsIdentity> anyRequest(Random random) {
    SdkHttpMethod method =
        List.of(SdkHttpMethod.GET, SdkHttpMethod.PUT, SdkHttpMethod.POST, SdkHttpMethod.DELETE)
            .get(random.nextInt(4));
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(
                URI.create(
                    List.of(
                            "http://h",
                            "https://h",
                            "http://h:80",
                            "https://h:80",
                            "http://127.0.0.1:7480")
                        .get(random.nextInt(5))))
            .encodedPath("/" + SdkHttpUtils.urlEncodeIgnoreSlashes(text(random)));
    for (int i = random.nextInt(4); i > 0; i--) {
      String name =
          List.of("a", "a-b", "a.b", "A", "~", "partNumber", text(random)).get(random.nextInt(7));
      if (!name.isEmpty()) {
        request.appendRawQueryParameter(name, random.nextInt(4) == 0 ? null : text(random));
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String name =
          List.of(
                  "X-Amz-Meta-A",
                  "x-amz-meta-a-b",
                  "Range",
                  "User-Agent",
                  "Expect",
                  "Content-Type",
                  "Connection")
              .get(random.nextInt(7));
      request.appendHeader(name, " a  b\t" + (char) ('a' + random.nextInt(26)) + " ");
    }
    boolean hasBody = method == SdkHttpMethod.PUT || method == SdkHttpMethod.POST;
    AwsCredentialsIdentity who =
        random.nextBoolean()
            ? EXAMPLE
            : AwsSessionCredentialsIdentity.create(" ACCESS ", "secret\n", " token ");
    SignRequest.Builder<AwsCredentialsIdentity> asked =
        asked(request, hasBody ? body(text(random)) : null, who)
            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
            .putProperty(
                HttpSigner.SIGNING_CLOCK,
                Clock.fixed(Instant.ofEpochSecond(random.nextInt()), ZoneOffset.UTC));
    if (hasBody && random.nextBoolean()) {
      asked.putProperty(
          AwsV4HttpSigner.CHECKSUM_ALGORITHM,
          random.nextBoolean() ? DefaultChecksumAlgorithm.CRC32 : DefaultChecksumAlgorithm.CRC32C);
    }
    return asked.build();
  }

  private static String text(Random random) {
    String alphabet = "aZ09-_.~/ %+&=?*'()!:@,$é€\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }

  private static SdkHttpRequest.Builder example(SdkHttpMethod method, String path) {
    return SdkHttpRequest.builder()
        .method(method)
        .uri(URI.create("http://examplebucket.s3.amazonaws.com"))
        .encodedPath(path);
  }

  private String authorization(SdkHttpRequest.Builder request, ContentStreamProvider body) {
    Map<String, List<String>> headers =
        signer.sign(asked(request, body, EXAMPLE).build()).request().headers();
    assertThat(headers.get("X-Amz-Date")).containsExactly("20130524T000000Z");
    return headers.get("Authorization").get(0);
  }

  private static SignRequest.Builder<AwsCredentialsIdentity> asked(
      SdkHttpRequest.Builder request, ContentStreamProvider body, AwsCredentialsIdentity who) {
    return SignRequest.<AwsCredentialsIdentity>builder(who)
        .request(request.build())
        .payload(body)
        .putProperty(HttpSigner.SIGNING_CLOCK, THEN)
        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false);
  }

  private static ContentStreamProvider body(String text) {
    return ContentStreamProvider.fromByteArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
