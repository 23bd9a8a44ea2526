package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.util.List;

/** What lies in a store behind the files of a job. */
final class StoredFiles {

  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  private StoredFiles() {}

  /**
   * The keys of files below a directory, without the directory; objects of directories are none.
   */
  static List<String> names(EngineStore store, String directory)
      throws IOException, InterruptedException {
    String prefix = directory + "/";
    return store.keys(prefix).stream()
        .filter(key -> !key.endsWith("/"))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  static void areZstd(EngineStore store, String... keys) throws IOException, InterruptedException {
    for (String key : keys) {
      assertThat(store.bytes(key)).as(key).startsWith(ZSTD);
    }
  }
}
