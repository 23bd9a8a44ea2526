package io.s3dl.conf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Finds keys that look like ours and are none, most of them typing errors that would otherwise be
 * ignored without a word. Never reads their values, which might be secrets under a wrong name.
 */
final class UnknownKeys {

  /** A key of Hadoop's, with others below it, that begins like ours because of the scheme s3dl. */
  private static final String HADOOP_KEY = Setting.PREFIX + "impl";

  private UnknownKeys() {}

  /** Each unknown key, in alphabetical order and with the known one most like it, if any is. */
  static List<String> describe(Configuration conf) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, String> entry : conf) {
      String key = entry.getKey();
      if (key.startsWith(Setting.PREFIX) && !isKnown(key)) {
        keys.add(key);
      }
    }
    keys.sort(null);
    keys.replaceAll(UnknownKeys::describe);
    return keys;
  }

  private static boolean isKnown(String key) {
    if (key.equals(HADOOP_KEY) || key.startsWith(HADOOP_KEY + ".")) {
      return true;
    }
    for (Setting<?> setting : Settings.all()) {
      boolean ofBucket =
          key.startsWith(Setting.BUCKET_PREFIX)
              && key.endsWith("." + setting.rest())
              && key.length() > setting.nameFor("").length();
      if (ofBucket || key.equals(setting.name())) {
        return true;
      }
    }
    return false;
  }

  private static String describe(String key) {
    String nearest = "";
    int smallest = Integer.MAX_VALUE;
    for (int start : possibleStarts(key)) {
      String rest = key.substring(start);
      for (Setting<?> setting : Settings.all()) {
        int distance = distance(rest, setting.rest());
        // With more than every other letter changed it is another word, not a typing error.
        if (distance < smallest && distance <= rest.length() / 2) {
          smallest = distance;
          nearest = key.substring(0, start) + setting.rest();
        }
      }
    }
    return nearest.isEmpty() ? key : key + " (is " + nearest + " meant?)";
  }

  /**
   * Where the part of a key may begin that all buckets have in common. Names of buckets may have
   * dots in them, so it may follow any dot.
   */
  private static List<Integer> possibleStarts(String key) {
    if (!key.startsWith(Setting.BUCKET_PREFIX)) {
      return List.of(Setting.PREFIX.length());
    }
    List<Integer> starts = new ArrayList<>();
    int dot = key.indexOf('.', Setting.BUCKET_PREFIX.length() + 1);
    while (dot >= 0) {
      starts.add(dot + 1);
      dot = key.indexOf('.', dot + 1);
    }
    return starts;
  }

  /** How many letters have to be inserted, removed or replaced to get from one text to another. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
