package io.s3dl.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One request, signed with AWS's Signature Version 4, through the JDK's client. */
public final class SignedRequest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final S3Server server;
  private final String method;
  private final String path;
  private final Map<String, String> query = new TreeMap<>();
  private final Map<String, String> headers = new TreeMap<>();
  private byte[] body = new byte[0];

  private SignedRequest(S3Server server, String method, String path) {
    this.server = server;
    this.method = method;
    this.path =
        "/"
            + Arrays.stream(path.split("/", -1))
                .map(SignedRequest::encoded)
                .collect(Collectors.joining("/"));
  }

  static SignedRequest of(S3Server server, String method, String path) {
    return new SignedRequest(server, method, path);
  }

  /** Adds a parameter. */
  public SignedRequest query(String name, String value) {
    query.put(name, value);
    return this;
  }

  /** Adds a header. */
  public SignedRequest header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  /** Sets what is sent. */
  public SignedRequest body(byte[] content) {
    body = content.clone();
    return this;
  }

  /** Sends it. */
  public Answer send() throws IOException, InterruptedException {
    String parameters =
        query.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String target = path + (parameters.isEmpty() ? "" : "?" + parameters);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.endpoint().resolve(target))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    sign(parameters).forEach(request::header);
    HttpResponse<byte[]> response =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(method + " " + target, response.statusCode(), response);
  }

  private Map<String, String> sign(String parameters) {
    String time = TIME.format(Instant.now());
    String scope = time.substring(0, 8) + "/" + S3Server.REGION + "/s3/aws4_request";
    String bodyHash = hex(sha256(body));
    URI endpoint = server.endpoint();
    Map<String, String> signed = new TreeMap<>(headers);
    signed.put("host", endpoint.getHost() + ":" + endpoint.getPort());
    signed.put("x-amz-content-sha256", bodyHash);
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", method, path, parameters, lines, names, bodyHash);
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(utf8(canonical))));
    byte[] key = utf8("AWS4" + server.secretKey());
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    signed.remove("host"); // the client sends it itself
    signed.put(
        "authorization",
        ALGORITHM
            + (" Credential=" + server.accessKey() + "/" + scope)
            + (", SignedHeaders=" + names)
            + (", Signature=" + hex(hmac(key, toSign))));
    return signed;
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte value : utf8(text)) {
      char c = (char) (value & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** What came back. */
  public static final class Answer {

    private final String request;
    private final int status;
    private final HttpResponse<byte[]> response;

    private Answer(String request, int status, HttpResponse<byte[]> response) {
      this.request = request;
      this.status = status;
      this.response = response;
    }

    /** The status, 200 say. */
    public int status() {
      return status;
    }

    /** A header's first value, or the empty text. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** What was sent as the body. */
    public byte[] body() {
      return response.body().clone();
    }

    /** The body as text. */
    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Fails if the status is another one. */
    public Answer require(int expected) throws IOException {
      if (status != expected) {
        throw new IOException(request + " was answered " + status + ": " + text());
      }
      return this;
    }
  }
}
