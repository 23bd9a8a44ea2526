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

/** Turns what a store was found to do into configuration. */
public final class S3Advice {

  private final S3Features configured;
  private final Map<S3Feature, Boolean> found;

  /**
   * Compares two views of a store.
   *
   * @param configured what it is said to do
   * @param found what it has shown; what is missing here is not known
   */
  public S3Advice(S3Features configured, Map<S3Feature, Boolean> found) {
    this.configured = configured;
    this.found = found;
  }

  /**
   * The features that files are written and read with though the store has none of them: what it is
   * asked to refuse, it does.
   */
  public List<String> overrated() {
    return Stream.of(S3Feature.values())
        .filter(feature -> configured.has(feature) && !found.getOrDefault(feature, true))
        .map(S3Advice::key)
        .toList();
  }

  /** Whether the configuration says of the store what was found. */
  public boolean isFollowed() {
    return found.entrySet().stream()
        .allMatch(one -> configured.has(one.getKey()) == one.getValue());
  }

  /** The keys to set and their values: the kind of store that is most like it, and what differs. */
  public Map<String, String> properties() {
    S3Store closest =
        Stream.of(S3Store.values())
            .filter(store -> store != S3Store.AUTO)
            .min(Comparator.comparingInt(store -> differences(store).size()))
            .orElseThrow();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(S3ObjectSettings.STORE.name(), closest.name().toLowerCase(Locale.ROOT));
    for (S3Feature feature : differences(closest)) {
      properties.put(key(feature), found.get(feature).toString());
    }
    return properties;
  }

  private List<S3Feature> differences(S3Store store) {
    S3Features preset = store.features(false);
    List<S3Feature> differences = new ArrayList<>();
    found.forEach(
        (feature, can) -> {
          if (preset.has(feature) != can) {
            differences.add(feature);
          }
        });
    return differences;
  }

  private static String key(S3Feature feature) {
    return S3ObjectSettings.feature(feature).name();
  }
}
