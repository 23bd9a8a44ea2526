package io.s3dl.store;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that stores and their libraries have made: those that are known, and
 * what looks like a signature, a token or a key in a header or a URI.
 */
public final class Redaction {

  private static final Pattern LOOKS_SECRET =
      Pattern.compile(
          "(?i)((?:x-amz-(?:signature|security-token|credential|server-side-encryption-customer-key"
              + "|copy-source-server-side-encryption-customer-key)"
              + "|(?<![a-z])sig|signature|awsaccesskeyid|sessiontoken|secretaccesskey"
              + "|accountkey|credential|webidentitytoken)\\s*(?:[=:]|%3d)\\s*)[^&\\s,;\"'<>]+");

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)(authorization\\s*[=:]\\s*)[^\\r\\n]+");

  private final List<String> known;

  /** Takes out these, and what looks like one. */
  public Redaction(Collection<Secret> secrets) {
    this.known = secrets.stream().map(Secret::reveal).toList();
  }

  /** A text without secrets. */
  public String clean(String text) {
    String cleaned = text;
    for (String secret : known) {
      cleaned = cleaned.replace(secret, Secret.MASK);
    }
    String mask = "$1" + Matcher.quoteReplacement(Secret.MASK);
    cleaned = AUTHORIZATION.matcher(cleaned).replaceAll(mask);
    return LOOKS_SECRET.matcher(cleaned).replaceAll(mask);
  }

  /**
   * A failure whose messages, those of its causes included, have no secrets.
   *
   * @return the same one if it has none; else a stand-in with its class's name and stack
   */
  public Throwable clean(Throwable failure) {
    return isClean(failure) ? failure : standIn(failure);
  }

  private boolean isClean(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = at.toString();
      if (!clean(text).equals(text)) {
        return false;
      }
      for (Throwable suppressed : at.getSuppressed()) {
        if (!isClean(suppressed)) {
          return false;
        }
      }
    }
    return true;
  }

  private Throwable standIn(Throwable failure) {
    Throwable cause = failure.getCause();
    Exception standIn =
        new Exception(clean(failure.toString()), cause == null ? null : standIn(cause));
    standIn.setStackTrace(failure.getStackTrace());
    for (Throwable suppressed : failure.getSuppressed()) {
      standIn.addSuppressed(standIn(suppressed));
    }
    return standIn;
  }
}
