package io.s3dl.conf;

import io.s3dl.format.FrameOptions;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/**
 * How the codec writes.
 *
 * @param frames level and size of frames, which are those of files
 * @param threads how many threads compress for one stream, at least 1: the one that writes
 */
public record CodecOptions(FrameOptions frames, int threads) {

  public CodecOptions {
    Objects.requireNonNull(frames, "frames");
    if (threads < 1) {
      throw new IllegalArgumentException("Not a number of threads: " + threads);
    }
  }

  /**
   * Reads what is configured.
   *
   * @throws IllegalArgumentException if a value is not legal
   */
  public static CodecOptions from(Configuration conf) {
    SettingReader settings = new SettingReader(conf, "codec");
    return new CodecOptions(
        new FrameOptions(
            settings.get(Settings.COMPRESSION_LEVEL), settings.get(Settings.FRAME_SIZE)),
        settings.get(Settings.CODEC_THREADS));
  }
}
