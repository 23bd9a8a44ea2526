package io.s3dl.conf;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;

/**
 * What a file system does about uploads that nobody has ended.
 *
 * @param purge whether it aborts old ones when it is opened
 * @param purgeAge how old those are
 */
public record UploadOptions(boolean purge, Duration purgeAge) {

  /**
   * Reads the options of one file system.
   *
   * @param authority the authority of its URIs; null or empty where it has none
   * @throws IllegalArgumentException if a value is not legal; names key, value and what is legal
   */
  public static UploadOptions from(Configuration conf, String scheme, String authority) {
    SettingReader settings = new SettingReader(conf, SettingReader.bucketName(scheme, authority));
    return new UploadOptions(
        settings.get(UploadSettings.PURGE), settings.get(UploadSettings.PURGE_AGE));
  }
}
