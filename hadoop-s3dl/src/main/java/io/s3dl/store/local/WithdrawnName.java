package io.s3dl.store.local;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that was taken out of its own to be compared and then deleted or given back.
 * It tells whoever finds it which of the two is due.
 *
 * @param etagDigits a digest of the ETag that the file has if it is to be deleted
 * @param original the name that it had, if there is room for it
 */
record WithdrawnName(String etagDigits, Optional<String> original) {

  private static final String PREFIX = TemporaryNames.RESERVED + "del-";
  private static final int DIGITS = 12;
  private static final Pattern NAME =
      Pattern.compile("\\.s3dl-del-[0-9a-f]{12}-([0-9a-f]{12})(?:-(.+))?", Pattern.DOTALL);

  /** A new name for a file that is to be deleted if it has this ETag. */
  static String of(String original, String etag) {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, DIGITS);
    String name = PREFIX + random + "-" + digits(etag);
    String whole = name + "-" + original;
    return whole.getBytes(StandardCharsets.UTF_8).length <= LocalPaths.MAX_NAME_BYTES
        ? whole
        : name;
  }

  static boolean matches(String name) {
    return parse(name).isPresent();
  }

  /** What a name tells, if it is one of these. */
  static Optional<WithdrawnName> parse(String name) {
    Matcher parts = NAME.matcher(name);
    return name.startsWith(PREFIX) && parts.matches()
        ? Optional.of(new WithdrawnName(parts.group(1), Optional.ofNullable(parts.group(2))))
        : Optional.empty();
  }

  /** Whether a file with this ETag is the one that was to be deleted. */
  boolean isMeant(Optional<String> etag) {
    return etag.isPresent() && digits(etag.get()).equals(etagDigits);
  }

  private static String digits(String etag) {
    UUID digest = UUID.nameUUIDFromBytes(etag.getBytes(StandardCharsets.UTF_8));
    return digest.toString().replace("-", "").substring(0, DIGITS);
  }
}
