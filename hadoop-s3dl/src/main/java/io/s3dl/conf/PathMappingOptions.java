package io.s3dl.conf;

import java.util.List;

/**
 * Which new files are compressed and which are plain.
 *
 * @param compress whether files are compressed at all
 * @param plainSuffixes the suffixes of names that are stored plain, in lower case and without the
 *     dot before them
 * @param plainNames {@linkplain Glob globs} for the last elements of paths that are stored plain
 * @param plainPaths {@linkplain Glob globs} for whole paths, from the root, that are stored plain
 */
public record PathMappingOptions(
    boolean compress,
    List<String> plainSuffixes,
    List<String> plainNames,
    List<String> plainPaths) {

  public PathMappingOptions {
    plainSuffixes = List.copyOf(plainSuffixes);
    plainNames = List.copyOf(plainNames);
    plainPaths = List.copyOf(plainPaths);
  }

  static PathMappingOptions from(SettingReader settings) {
    return new PathMappingOptions(
        settings.get(Settings.COMPRESSION_CODEC) != Compression.NONE,
        settings.get(Settings.PLAIN_SUFFIXES),
        settings.get(Settings.PLAIN_NAMES),
        settings.get(Settings.PLAIN_PATHS));
  }
}
