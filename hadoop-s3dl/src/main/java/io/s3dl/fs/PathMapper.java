package io.s3dl.fs;

import io.s3dl.conf.Glob;
import io.s3dl.conf.PathMappingOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Decides from a file's path, and never from its content, in which form it is written, and
 * translates between logical and physical names. Immutable.
 *
 * <p>A <em>physical name</em> is that of a compressed object: one that ends in {@link #SUFFIX} with
 * something before it. A file whose whole name is the suffix is none, since nothing would be left
 * of it. The <em>logical name</em> is what users see.
 */
public final class PathMapper {

  /** What the names of compressed objects end in. */
  public static final String SUFFIX = ".s3dl.zst";

  private static final String COPYING = "._COPYING_";

  /**
   * What copying tools end names in until they rename the file. Since renaming keeps the form, it
   * is decided by the name before them.
   */
  private static final List<String> UNFINISHED = List.of(PathMapper.COPYING, ".tmp");

  private final boolean compress;
  private final List<String> plainEndings;
  private final List<Glob> plainNames;
  private final List<Glob> plainPaths;
  private final int maxNameBytes;
  private final int maxKeyBytes;

  /**
   * Creates the mapper of one file system.
   *
   * @param maxNameBytes the longest name that the store takes as one element of a key, in bytes of
   *     UTF-8; 0 for no limit
   * @param maxKeyBytes the longest key that the store takes, in bytes of UTF-8; 0 for no limit
   * @throws IllegalArgumentException if one of the options' globs is none
   */
  public PathMapper(PathMappingOptions options, int maxNameBytes, int maxKeyBytes) {
    this.compress = options.compress();
    this.plainEndings =
        options.plainSuffixes().stream().map(s -> "." + s.toLowerCase(Locale.ROOT)).toList();
    this.plainNames = options.plainNames().stream().map(Glob::of).toList();
    this.plainPaths = options.plainPaths().stream().map(Glob::of).toList();
    this.maxNameBytes = maxNameBytes;
    this.maxKeyBytes = maxKeyBytes;
  }

  /**
   * The form in which a new file is written.
   *
   * @param path the logical path from the root of the file system, with a leading slash. A physical
   *     one stands for raw access to the stored bytes, which is plain
   * @throws IllegalArgumentException if the path has no last element, as the root has none
   */
  public Form formFor(String path) {
    String name = lastElement(path);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("Not the path of a file: " + path);
    }
    String finishedName = finished(name);
    String finishedPath = path.substring(0, path.length() - name.length()) + finishedName;
    boolean plain =
        !compress
            || isPhysical(finishedName)
            || hasPlainEnding(finishedName)
            || matchesAny(plainNames, finishedName)
            || matchesAny(plainPaths, finishedPath)
            || !fitsCompressed(path.startsWith("/") ? path.substring(1) : path);
    return plain ? Form.PLAIN : Form.COMPRESSED;
  }

  /** The key or path under which a file is stored in a form, for its logical key or path. */
  public static String physical(String logical, Form form) {
    return switch (form) {
      case COMPRESSED -> logical + SUFFIX;
      case PLAIN -> logical;
    };
  }

  /** Whether a name, or the last element of a key or path, is that of a compressed object. */
  public static boolean isPhysical(String name) {
    int before = name.length() - SUFFIX.length();
    return before > 0 && name.endsWith(SUFFIX) && name.charAt(before - 1) != '/';
  }

  /**
   * Whether a name is the one under which the shell writes what it then renames to a physical name.
   * By then it has deleted what was there, so what it writes is verified before.
   */
  static boolean isCopyToPhysical(String name) {
    return name.endsWith(COPYING)
        && isPhysical(name.substring(0, name.length() - COPYING.length()));
  }

  /** The logical name of a stored one: without the suffix if it is physical, else the same. */
  public static String logical(String stored) {
    return isPhysical(stored) ? stored.substring(0, stored.length() - SUFFIX.length()) : stored;
  }

  private boolean hasPlainEnding(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    for (String ending : plainEndings) {
      if (lowerCase.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the store takes the key with {@link #SUFFIX} behind it. */
  boolean fitsCompressed(String key) {
    return fits(lastElement(key), maxNameBytes) && fits(key, maxKeyBytes);
  }

  private static boolean fits(String text, int maxBytes) {
    return maxBytes == 0
        || text.getBytes(StandardCharsets.UTF_8).length + SUFFIX.length() <= maxBytes;
  }

  private static boolean matchesAny(List<Glob> globs, String text) {
    for (Glob glob : globs) {
      if (glob.matches(text)) {
        return true;
      }
    }
    return false;
  }

  /** The name that a file being copied will get. */
  private static String finished(String name) {
    for (String ending : UNFINISHED) {
      if (name.endsWith(ending) && name.length() > ending.length()) {
        return finished(name.substring(0, name.length() - ending.length()));
      }
    }
    return name;
  }

  private static String lastElement(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
