package io.s3dl.store.local;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of files that no object has. An upload writes to a <em>temporary</em> file, whose name
 * begins with its process's digits and which is locked as long as its writer lives. A
 * <em>waiting</em> file is one that the file system above has completed as any other under a
 * reserved name and is about to rename; a <em>claim</em>, a temporary file that is otherwise empty,
 * stands beside it as long as its writer lives. A {@linkplain WithdrawnName withdrawn} file is
 * being deleted.
 */
final class TemporaryNames {

  /** What the name of everything begins with that is no object. */
  static final String RESERVED = ".s3dl-";

  private static final String PREFIX = RESERVED + "tmp-";
  private static final Pattern TEMPORARY = Pattern.compile("\\.s3dl-tmp-[0-9a-f]{32}");
  private static final Pattern WAITING =
      Pattern.compile("\\.s3dl-(append|raw)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int PROCESS_DIGITS = 8;
  private static final int CLAIM_DIGITS = 16;

  private TemporaryNames() {}

  /** A name for a temporary file of this process. */
  static String of(UUID writeId) {
    return PREFIX + ProcessIdentity.DIGITS + hex(writeId).substring(PROCESS_DIGITS);
  }

  /** A new name for a claim on a waiting file. */
  static String claimOn(String waiting) {
    return PREFIX
        + ProcessIdentity.DIGITS
        + claimDigits(waiting)
        + hex(UUID.randomUUID()).substring(PROCESS_DIGITS + CLAIM_DIGITS);
  }

  /** A name for what this directory is tried with, and then deleted at once. */
  static String probe() {
    return of(UUID.randomUUID());
  }

  /** Whether a name is that of a temporary file, be it an upload's or a claim. */
  static boolean isTemporary(String name) {
    return name.startsWith(PREFIX) && TEMPORARY.matcher(name).matches();
  }

  /** Whether a temporary file is this process's. */
  static boolean isOwn(String temporary) {
    return temporary.startsWith(ProcessIdentity.DIGITS, PREFIX.length());
  }

  static boolean isWaiting(String name) {
    return name.startsWith(RESERVED) && WAITING.matcher(name).matches();
  }

  static boolean isClaimOn(String name, String waiting) {
    return isTemporary(name)
        && name.startsWith(claimDigits(waiting), PREFIX.length() + PROCESS_DIGITS);
  }

  /** Whether only this store makes files of such a name, and lists none. */
  static boolean isHidden(String name) {
    return name.startsWith(RESERVED) && (isTemporary(name) || WithdrawnName.matches(name));
  }

  private static String claimDigits(String waiting) {
    UUID digest = UUID.nameUUIDFromBytes(waiting.getBytes(StandardCharsets.UTF_8));
    return hex(digest).substring(0, CLAIM_DIGITS);
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }
}
