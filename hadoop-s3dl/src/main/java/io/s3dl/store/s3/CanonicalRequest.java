package io.s3dl.store.s3;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The form of a request that is signed: the same on both sides, whatever happens on the way.
 *
 * @param text all of it
 * @param signedHeaders the names of the headers in it
 */
record CanonicalRequest(String text, String signedHeaders) {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Headers that proxies and HTTP libraries add, change or drop. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "authorization",
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  /** That of a request with all its headers, the hash of its body among them. */
  static CanonicalRequest of(SdkHttpRequest request) {
    SortedMap<String, String> headers = headers(request);
    String names = String.join(";", headers.keySet());
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(request.encodedPath().isEmpty() ? "/" : request.encodedPath()).append('\n');
    text.append(query(request.encodedQueryParameters().orElse(""))).append('\n');
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    text.append('\n').append(names).append('\n');
    text.append(headers.get("x-amz-content-sha256"));
    return new CanonicalRequest(text.toString(), names);
  }

  private static SortedMap<String, String> headers(SdkHttpRequest request) {
    SortedMap<String, String> headers = new TreeMap<>();
    request.forEachHeader(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!UNSIGNED.contains(lower)) {
            headers.put(
                lower,
                values.stream().map(CanonicalRequest::trimmed).collect(Collectors.joining(",")));
          }
        });
    return headers;
  }

  /** A value without space around it, and with one blank for each run of it within. */
  private static String trimmed(String value) {
    return value == null ? "" : SPACE.matcher(value.trim()).replaceAll(" ");
  }

  /** Parameters, which are escaped already, in the order of their names, then their values. */
  private static String query(String sent) {
    if (sent.isEmpty()) {
      return "";
    }
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    for (String parameter : sent.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    StringJoiner query = new StringJoiner("&");
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      Collections.sort(parameter.getValue());
      parameter.getValue().forEach(value -> query.add(parameter.getKey() + "=" + value));
    }
    return query.toString();
  }
}
