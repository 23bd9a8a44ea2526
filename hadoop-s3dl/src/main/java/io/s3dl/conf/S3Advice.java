package io.s3dl.conf;

import io.s3dl.store.s3.S3Feature;
import io.s3dl.store.s3.S3Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Turns what a store was found to do into configuration: that of the bucket, since others may be in
 * other stores.
 */
public final class S3Advice {

  private final String bucket;
  private final SettingReader settings;
  private final S3Features configured;
  private final Map<S3Feature, Boolean> found;

  /**
   * Compares two views of the store behind a bucket.
   *
   * @param conf what says of the store what it does
   * @param configured what that is, taken together
   * @param found what it has shown; what is missing here is not known
   */
  public S3Advice(
      Configuration conf, String bucket, S3Features configured, Map<S3Feature, Boolean> found) {
    this.bucket = bucket;
    this.settings = new SettingReader(conf, bucket);
    this.configured = configured;
    this.found = found;
  }

  /**
   * The features that files are written and read with though the store has none of them: what it is
   * asked to refuse, it does. Each is followed by the key that says so.
   */
  public List<String> overrated() {
    return Stream.of(S3Feature.values())
        .filter(feature -> configured.has(feature) && !found.getOrDefault(feature, true))
        .map(feature -> feature.key() + " (" + said(feature) + ")")
        .toList();
  }

  private String said(S3Feature feature) {
    Setting<Automatic> own = S3ObjectSettings.feature(feature);
    return settings.keyOf(settings.get(own) == Automatic.AUTO ? S3ObjectSettings.STORE : own);
  }

  /** Whether the configuration says of the store what was found. */
  public boolean isFollowed() {
    return found.entrySet().stream()
        .allMatch(one -> configured.has(one.getKey()) == one.getValue());
  }

  /**
   * The keys to set for the bucket, and their values: the kind of store that is most like it, and
   * what differs.
   */
  public Map<String, String> properties() {
    S3Store closest =
        Stream.of(S3Store.values())
            .filter(store -> store != S3Store.AUTO)
            .min(Comparator.comparingInt(store -> differences(store).size()))
            .orElseThrow();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(S3ObjectSettings.STORE.nameFor(bucket), closest.name().toLowerCase(Locale.ROOT));
    for (S3Feature feature : differences(closest)) {
      properties.put(
          S3ObjectSettings.feature(feature).nameFor(bucket), found.get(feature).toString());
    }
    return properties;
  }

  /**
   * What has to be said beside the kind of the store; what is said already counts for all kinds.
   */
  private List<S3Feature> differences(S3Store store) {
    S3Features preset = store.features(false);
    List<S3Feature> differences = new ArrayList<>();
    found.forEach(
        (feature, can) -> {
          Automatic said = settings.get(S3ObjectSettings.feature(feature));
          if (said.or(preset.has(feature)) != can) {
            differences.add(feature);
          }
        });
    return differences;
  }
}
