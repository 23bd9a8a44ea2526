package io.s3dl.store;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What is kept beside an object in headers, which take printable ASCII characters only. */
public final class MetadataTexts {

  private MetadataTexts() {}

  /** A number that is not negative, if the text is one. */
  public static OptionalLong number(String text) {
    if (text == null || !text.matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /** A name of a user or a group, as a header keeps it. */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** What that means; empty if there is none. */
  public static String decoded(String text) {
    if (text == null) {
      return "";
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // somebody else's
      return text;
    }
  }

  /** A text as a name: every byte but a to z and 0 to 9 as a sign and its digits. */
  public static String escaped(String text, char sign) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9')) {
        escaped.append((char) b);
      } else {
        escaped.append(sign).append(String.format(Locale.ROOT, "%02x", b & 0xff));
      }
    }
    return escaped.toString();
  }

  /** The text behind such a name, if it is one. */
  public static Optional<String> unescaped(String escaped, char sign) {
    try {
      return Optional.of(URLDecoder.decode(escaped.replace(sign, '%'), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A value of a named attribute. The sign before it keeps an empty one from being dropped. */
  public static String encodedValue(byte[] value) {
    return "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }

  /** What that means. */
  public static byte[] decodedValue(String key, String name, String text) throws IOException {
    try {
      if (text.startsWith("=")) {
        return Base64.getUrlDecoder().decode(text.substring(1));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("The attribute " + name + " of " + key + " is not readable", e);
    }
    throw new IOException("The attribute " + name + " of " + key + " is not readable");
  }
}
