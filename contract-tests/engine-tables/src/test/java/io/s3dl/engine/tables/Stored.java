package io.s3dl.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EngineStore;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What objects there are of a table, past the file system. */
final class Stored {

  private static final String SUFFIX = ".s3dl.zst";
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  private Stored() {}

  /**
   * The suffixes of all that is below a prefix, each with a plus if its objects are compressed and
   * a minus if they are not; the bytes are what the names say. Nothing of a file in the making is
   * there.
   */
  static Set<String> forms(EngineStore store, String prefix) throws Exception {
    Set<String> forms = new TreeSet<>();
    for (String key : store.keys(prefix)) {
      if (key.endsWith("/")) {
        continue;
      }
      assertThat(key).doesNotContain(".tmp", "_temporary", ".s3dl-");
      byte[] bytes = store.bytes(key);
      boolean compressed = key.endsWith(SUFFIX);
      String name = compressed ? key.substring(0, key.length() - SUFFIX.length()) : key;
      String suffix = name.substring(name.lastIndexOf('.') + 1);
      if (compressed) {
        assertThat(Arrays.copyOf(bytes, ZSTD.length)).as(key).isEqualTo(ZSTD);
      } else {
        checkPlain(key, suffix, bytes);
      }
      forms.add((compressed ? "+" : "-") + (suffix.contains("/") ? "" : suffix));
    }
    return forms;
  }

  private static void checkPlain(String key, String suffix, byte[] bytes) {
    switch (suffix) {
      case "parquet" -> assertThat(bytes).as(key).startsWith('P', 'A', 'R', '1');
      case "avro" -> assertThat(bytes).as(key).startsWith('O', 'b', 'j', 1);
      case "json", "crc" -> assertThat(bytes).as(key).startsWith('{');
      default -> assertThat(bytes).as(key).isNotEmpty();
    }
  }
}
