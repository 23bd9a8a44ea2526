package io.s3dl.harness;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A container of a test's own in {@link Azurite}, with the few requests that tests make beside what
 * they test. It uses no SDK, so that it works with any on the class path.
 *
 * @param account the address of the account
 * @param name the container's
 */
public record AzureContainer(URI account, String name) implements StoredObjects {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String VERSION = "2021-12-02";
  private static final Pattern NAME = Pattern.compile("<Name>([^<]*)</Name>");
  private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]+)</NextMarker>");

  void create() throws IOException, InterruptedException {
    send("PUT", Map.of("restype", "container"), 201);
  }

  /** Stores a blob. */
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    Map<String, String> kind = Map.of("x-ms-blob-type", "BlockBlob");
    send("PUT", "/" + encoded(key), Map.of(), kind, content, 201);
  }

  /** The bytes of a blob. */
  @Override
  public byte[] get(String key) throws IOException, InterruptedException {
    return send("GET", "/" + encoded(key), Map.of(), Map.of(), new byte[0], 200);
  }

  /** Deletes the container with all that is in it. */
  @Override
  public void drop() throws IOException, InterruptedException {
    send("DELETE", Map.of("restype", "container"), 202);
  }

  /** The names of blobs that begin with a prefix, in order. */
  @Override
  public List<String> keys(String prefix) throws IOException, InterruptedException {
    return list(prefix, Map.of());
  }

  /** The names that have blocks and no blob. */
  public List<String> unfinishedUploads() throws IOException, InterruptedException {
    Set<String> blobs = Set.copyOf(keys(""));
    return list("", Map.of("include", "uncommittedblobs")).stream()
        .filter(key -> !blobs.contains(key))
        .toList();
  }

  private List<String> list(String prefix, Map<String, String> more)
      throws IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    String marker = "";
    do {
      Map<String, String> query = new TreeMap<>(more);
      query.put("restype", "container");
      query.put("comp", "list");
      query.put("prefix", prefix);
      query.put("marker", marker);
      String page = send("GET", query, 200);
      NAME.matcher(page).results().map(found -> text(found.group(1))).forEach(keys::add);
      Matcher next = NEXT.matcher(page);
      marker = next.find() ? text(next.group(1)) : "";
    } while (!marker.isEmpty());
    return keys;
  }

  /** Sends a request for the container, signed with the account's key. */
  private String send(String method, Map<String, String> query, int expected)
      throws IOException, InterruptedException {
    return new String(
        send(method, "", query, Map.of(), new byte[0], expected), StandardCharsets.UTF_8);
  }

  private byte[] send(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> more,
      byte[] body,
      int expected)
      throws IOException, InterruptedException {
    SortedMap<String, String> headers = new TreeMap<>(more);
    headers.put(
        "x-ms-date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    headers.put("x-ms-version", VERSION);
    String parameters =
        query.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    URI address =
        URI.create(account + "/" + name + path + (parameters.isEmpty() ? "" : "?" + parameters));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Authorization", proof(method, address, headers, body.length, query));
    headers.forEach(request::header);
    HttpResponse<byte[]> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != expected) {
      String said = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IOException(
          method + " of " + name + path + ": status " + answer.statusCode() + " " + said);
    }
    return answer.body();
  }

  /** Of the headers that are signed by their place, only the body's length is ever sent. */
  private static String proof(
      String method,
      URI address,
      SortedMap<String, String> headers,
      int length,
      Map<String, String> query) {
    StringBuilder text = new StringBuilder(method).append("\n\n\n");
    text.append(length == 0 ? "" : Integer.toString(length)).append("\n".repeat(9));
    headers.forEach((key, value) -> text.append(key).append(':').append(value).append('\n'));
    text.append('/').append(Azurite.ACCOUNT).append(address.getRawPath());
    new TreeMap<>(query)
        .forEach((key, value) -> text.append('\n').append(key).append(':').append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(Azurite.KEY), "HmacSHA256"));
      byte[] signature = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
      return "SharedKey " + Azurite.ACCOUNT + ":" + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC", e);
    }
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static String text(String xml) {
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
