package io.s3dl.conf;

import java.time.Duration;
import java.util.Map;
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

  /** A copy of a configuration with which no file system aborts any, whichever bucket's it is. */
  public static Configuration withoutPurge(Configuration conf) {
    Configuration without = new Configuration(conf);
    without.setBoolean(UploadSettings.PURGE.name(), false);
    String ending = "." + UploadSettings.PURGE.rest();
    for (Map.Entry<String, String> entry : conf) {
      String key = entry.getKey();
      if (key.startsWith(Setting.BUCKET_PREFIX) && key.endsWith(ending)) {
        without.setBoolean(key, false);
      }
    }
    return without;
  }
}
