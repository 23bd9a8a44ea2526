package io.s3dl.engine.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Where a case works: a store, and what Flink calls what is in it. */
final class Place {

  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final String SUFFIX = ".s3dl.zst";

  private final EngineStore store;
  private final String root;

  /**
   * Creates a place.
   *
   * @param root the URI of the store's root, with a slash at its end
   */
  Place(EngineStore store, String root) {
    this.store = store;
    this.root = root;
  }

  String path(String below) {
    return root + below;
  }

  /** What a path is called below the root. */
  String below(String path) {
    assertThat(path).startsWith(root);
    return path.substring(root.length());
  }

  /** The objects or files that are stored under names that begin so. */
  List<String> keys(String prefix) throws IOException, InterruptedException {
    return store.keys(prefix);
  }

  byte[] bytes(String key) throws IOException, InterruptedException {
    return store.bytes(key);
  }

  /** That a file is stored compressed, and nothing else beside it. */
  void assertCompressed(String name) throws IOException, InterruptedException {
    assertThat(keys(name)).containsExactly(name + SUFFIX);
    assertZstd(name + SUFFIX);
  }

  /** That there are such objects, and that all of them are compressed. */
  void assertAllCompressed(String prefix) throws IOException, InterruptedException {
    assertAllCompressed(keys(prefix));
  }

  /** That these are some, and that all but the markers of directories are compressed. */
  void assertAllCompressed(List<String> those) throws IOException, InterruptedException {
    List<String> keys = those.stream().filter(key -> !key.endsWith("/")).toList();
    assertThat(keys).isNotEmpty().allMatch(key -> key.endsWith(SUFFIX));
    for (String key : keys) {
      assertZstd(key);
    }
  }

  private void assertZstd(String key) throws IOException, InterruptedException {
    assertThat(Arrays.copyOf(bytes(key), ZSTD.length)).as(key).isEqualTo(ZSTD);
  }

  EngineStore store() {
    return store;
  }
}
