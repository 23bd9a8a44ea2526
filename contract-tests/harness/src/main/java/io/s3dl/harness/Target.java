package io.s3dl.harness;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request asks for, taken apart.
 *
 * @param path as it was sent
 * @param query its parameters, decoded
 */
record Target(String path, Map<String, String> query) {

  static Target of(String target) {
    int question = target.indexOf('?');
    Map<String, String> query = new TreeMap<>();
    if (question >= 0) {
      for (String pair : target.substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return new Target(question < 0 ? target : target.substring(0, question), Map.copyOf(query));
  }

  /**
   * The first elements of the path and all the rest of it, decoded; what there is none of is empty.
   */
  List<String> elements(int count) {
    String[] parts = path.substring(Math.min(1, path.length())).split("/", count);
    String[] elements = new String[count];
    for (int i = 0; i < count; i++) {
      elements[i] = i < parts.length ? decoded(parts[i]) : "";
    }
    return List.of(elements);
  }

  /** Headers by their names in lower case. */
  static Map<String, String> lowerCase(Iterable<Map.Entry<String, String>> headers) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach(
        header -> lower.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return Map.copyOf(lower);
  }

  /** A plus is a plus in addresses of objects; clients encode spaces as %20. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
