package io.s3dl.store.local;

import java.util.UUID;
import java.util.regex.Pattern;

/** The names of the files that are written before they are published. */
final class TemporaryNames {

  private static final String PREFIX = ".s3dl-tmp-";
  private static final Pattern NAME = Pattern.compile("\\.s3dl-tmp-[0-9a-f]{32}");
  private static final Pattern UNPUBLISHED =
      Pattern.compile("\\.s3dl-(append|raw)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private TemporaryNames() {}

  static String of(UUID writeId) {
    return PREFIX + writeId.toString().replace("-", "");
  }

  /** Whether an upload writes, or wrote, to a file of this name; its writer holds a lock on it. */
  static boolean matches(String name) {
    return name.startsWith(PREFIX) && NAME.matcher(name).matches();
  }

  /**
   * Whether a file of this name is one that the file system above has completed as any other and is
   * about to rename, or was when it died. No lock tells which.
   */
  static boolean isUnpublished(String name) {
    return UNPUBLISHED.matcher(name).matches();
  }
}
