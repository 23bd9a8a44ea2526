package io.s3dl.conf;

import io.s3dl.format.FrameOptions;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * What the caller of {@code createFile()} wants of one file, under the names that the settings of
 * the whole file system have.
 *
 * @param codec compressed or plain, if the file's name is not to decide
 * @param frames how the file is compressed, if it is
 */
public record PerFileOptions(Optional<Compression> codec, FrameOptions frames) {

  private static final Set<String> KEYS =
      Set.of(
          Settings.COMPRESSION_CODEC.name(),
          Settings.COMPRESSION_LEVEL.name(),
          Settings.FRAME_SIZE.name());

  /** The keys that are understood. */
  public static Set<String> keys() {
    return KEYS;
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
    return new PerFileOptions(codec, new FrameOptions(level, frameBytes));
  }

  private static <T> Optional<T> value(Configuration options, Setting<T> setting) {
    String text = options.getTrimmed(setting.name());
    return text == null ? Optional.empty() : Optional.of(setting.parse(setting.name(), text));
  }
}
