package io.s3dl.store.s3;

import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjIntConsumer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with Amazon's signature version 4, in the Authorization header. Two things differ
 * from the SDK's signer: it logs nothing, where that one logs the headers that it signs, with the
 * session token and a customer's key among them; and over HTTP it does not hash a body whose
 * checksum the store compares.
 *
 * <p>Paths are signed as they are sent, which is how S3 wants it. For the token service this is
 * right too, whose path has nothing to escape.
 */
final class SigV4Signer implements HttpSigner<AwsCredentialsIdentity> {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String MAC = "HmacSHA256";
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final int CHUNK_BYTES = 64 << 10;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PayloadSigning signing;

  SigV4Signer(PayloadSigning signing) {
    this.signing = signing;
  }

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> asked) {
    SdkHttpRequest.Builder request = asked.request().toBuilder();
    Optional<ContentStreamProvider> body = asked.payload();
    addChecksum(asked, request);
    request.putHeader(
        CONTENT_HASH, isHashed(request, body.isPresent()) ? hash(body.orElse(null)) : UNSIGNED);
    if (!isAnonymous(asked.identity())) {
      authorize(asked, request);
    }
    SignedRequest.Builder signed = SignedRequest.builder().request(request.build());
    body.ifPresent(signed::payload);
    return signed.build();
  }

  /** Not for clients that don't block; there is none here. */
  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsCredentialsIdentity> asked) {
    throw new UnsupportedOperationException("Requests are signed where they are sent");
  }

  /**
   * Whether the signature covers the body. With PUT come contents, which may be large. All other
   * bodies are lists of keys or parts: hashing them costs next to nothing.
   */
  private boolean isHashed(SdkHttpRequest.Builder request, boolean hasBody) {
    if (!hasBody || request.method() != SdkHttpMethod.PUT) {
      return true;
    }
    return switch (signing) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> !"https".equals(request.protocol()) && !hasChecksum(request);
    };
  }

  /** Whether the store is told what the body must be; this header is signed in any case. */
  private static boolean hasChecksum(SdkHttpRequest.Builder request) {
    return request.firstMatchingHeader("Content-MD5").isPresent()
        || request.firstMatchingHeader(CHECKSUM + "crc32c").isPresent();
  }

  /** Adds the checksum that the SDK leaves to signers, where a request must have one. */
  private static void addChecksum(SignRequest<?> asked, SdkHttpRequest.Builder request) {
    ChecksumAlgorithm wanted = asked.property(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM);
    if (wanted == null) {
      return;
    }
    String name = wanted.algorithmId().toLowerCase(Locale.ROOT);
    if (request.firstMatchingHeader(CHECKSUM + name).isPresent()) {
      return;
    }
    Checksum sum =
        switch (name) {
          case "crc32" -> new CRC32();
          case "crc32c" -> new CRC32C();
          default -> throw new UnsupportedOperationException("No checksum of requests: " + name);
        };
    asked.payload().ifPresent(body -> read(body, (bytes, count) -> sum.update(bytes, 0, count)));
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    request.putHeader(CHECKSUM + name, Base64.getEncoder().encodeToString(value));
  }

  private static void authorize(
      SignRequest<? extends AwsCredentialsIdentity> asked, SdkHttpRequest.Builder request) {
    AwsCredentialsIdentity who = asked.identity();
    if (who instanceof AwsSessionCredentialsIdentity session) {
      request.putHeader("X-Amz-Security-Token", session.sessionToken().strip());
    }
    // The SDK's clock goes as that of the store, if the two have been found to differ.
    Instant now = asked.requireProperty(SIGNING_CLOCK, Clock.systemUTC()).instant();
    String time = TIME.format(now);
    request.putHeader("X-Amz-Date", time);
    request.putHeader("Host", host(request));
    String day = time.substring(0, time.indexOf('T'));
    String region = asked.requireProperty(AwsV4HttpSigner.REGION_NAME);
    String service = asked.requireProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME);
    String scope = day + "/" + region + "/" + service + "/aws4_request";
    CanonicalRequest canonical = CanonicalRequest.of(request.build());
    String hash = HexFormat.of().formatHex(sha256().digest(utf8(canonical.text())));
    String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash;
    byte[] key = utf8("AWS4" + who.secretAccessKey().strip());
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    request.putHeader(
        "Authorization",
        ALGORITHM
            + " Credential="
            + who.accessKeyId().strip()
            + "/"
            + scope
            + ", SignedHeaders="
            + canonical.signedHeaders()
            + ", Signature="
            + HexFormat.of().formatHex(mac(key, toSign)));
  }

  private static String host(SdkHttpRequest.Builder request) {
    SdkHttpRequest built = request.build();
    int usual = "https".equals(built.protocol()) ? 443 : 80;
    return built.port() == usual ? built.host() : built.host() + ":" + built.port();
  }

  private static boolean isAnonymous(AwsCredentialsIdentity who) {
    return who.accessKeyId() == null && who.secretAccessKey() == null;
  }

  /** The hash of a body; that of nothing, if there is none. */
  private static String hash(ContentStreamProvider body) {
    MessageDigest digest = sha256();
    if (body != null) {
      read(body, (bytes, count) -> digest.update(bytes, 0, count));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void read(ContentStreamProvider body, ObjIntConsumer<byte[]> reader) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = body.newStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        reader.accept(chunk, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(utf8(text));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
