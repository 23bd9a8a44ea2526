package io.s3dl.conf;

import io.s3dl.format.FrameOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * What the caller of {@code createFile()} wants of one file, under the names that the settings of
 * the whole file system have.
 *
 * @param codec compressed or plain, if the file's name is not to decide
 * @param frames how the file is compressed, if it is
 * @param quick whether it is created without looks that cost requests, if that is said
 * @param contentType its content type, if that is said
 * @param metadata what is to be kept with it, by name
 */
public record PerFileOptions(
    Optional<Compression> codec,
    FrameOptions frames,
    Optional<Boolean> quick,
    Optional<String> contentType,
    Map<String, String> metadata) {

  /** As users of S3A have it; Hadoop 3.3.4 does not name all of these. */
  private static final String S3A_PERFORMANCE = "fs.s3a.create.performance";

  private static final String CONTENT_TYPE = "fs.option.create.content.type";
  private static final List<String> METADATA_PREFIXES =
      List.of("fs.s3a.create.header.", "fs.s3dl.create.header.");

  private static final Set<String> KEYS =
      Set.of(
          Settings.COMPRESSION_CODEC.name(),
          Settings.COMPRESSION_LEVEL.name(),
          Settings.FRAME_SIZE.name(),
          Settings.CREATE_PERFORMANCE.name(),
          S3A_PERFORMANCE,
          CONTENT_TYPE);

  /** Whether an option is understood. */
  public static boolean isKnown(String key) {
    return KEYS.contains(key) || METADATA_PREFIXES.stream().anyMatch(key::startsWith);
  }

  /**
   * Reads the options of one file.
   *
   * @param options what the caller gave, and nothing else
   * @param defaults how files are compressed otherwise
   * @throws IllegalArgumentException if a value is not legal
   */
  public static PerFileOptions from(Configuration options, FrameOptions defaults) {
    Optional<Compression> codec = value(options, Settings.COMPRESSION_CODEC);
    int level = value(options, Settings.COMPRESSION_LEVEL).orElse(defaults.level());
    int frameBytes = value(options, Settings.FRAME_SIZE).orElse(defaults.frameBytes());
    Optional<Boolean> quick =
        value(options, Settings.CREATE_PERFORMANCE)
            .or(
                () ->
                    Optional.ofNullable(options.getTrimmed(S3A_PERFORMANCE))
                        .map(text -> Settings.CREATE_PERFORMANCE.parse(S3A_PERFORMANCE, text)));
    return new PerFileOptions(
        codec,
        new FrameOptions(level, frameBytes),
        quick,
        Optional.ofNullable(options.getTrimmed(CONTENT_TYPE)),
        metadata(options));
  }

  private static Map<String, String> metadata(Configuration options) {
    Map<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, String> option : options) {
      for (String prefix : METADATA_PREFIXES) {
        if (option.getKey().startsWith(prefix) && option.getKey().length() > prefix.length()) {
          metadata.put(option.getKey().substring(prefix.length()), option.getValue());
        }
      }
    }
    return metadata;
  }

  private static <T> Optional<T> value(Configuration options, Setting<T> setting) {
    String text = options.getTrimmed(setting.name());
    return text == null ? Optional.empty() : Optional.of(setting.parse(setting.name(), text));
  }
}
