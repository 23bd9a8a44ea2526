package io.s3dl.engine.hive;

import io.s3dl.harness.Closing;
import io.s3dl.harness.EngineStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Hive, a bucket and a directory for it, for all tests together: to start it takes long. */
final class HiveLab extends ExternalResource {

  /** The first four bytes of a Zstandard frame. */
  private static final String ZSTD = "(\u00b5/\u00fd";

  private final Path target = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  private final Closing closing = new Closing();
  private final TemporaryFolder scratch = new TemporaryFolder(target.toFile());
  private EngineStore s3;
  private EngineStore local;
  private HiveSession hive;

  @Override
  protected void before() throws Exception {
    boolean done = false;
    try {
      open();
      done = true;
    } finally {
      if (!done) {
        after();
      }
    }
  }

  private void open() throws Exception {
    s3 = closing.add(EngineStore.s3("hive"));
    local = closing.add(EngineStore.local(target));
    closing.add(scratch::delete);
    scratch.create();
    closing.add(FileSystem::closeAll);
    Map<String, String> settings = new TreeMap<>();
    settings.putAll(local.settings());
    settings.putAll(s3.settings());
    settings.put("fs.s3dl.plain.paths", "/warehouse/orders/**, /plain/**");
    hive = closing.add(new HiveSession(settings));
  }

  @Override
  protected void after() {
    closing.close();
  }

  HiveSession hive() {
    return hive;
  }

  EngineStore s3() {
    return s3;
  }

  EngineStore local() {
    return local;
  }

  /** An empty directory below the module's, which is gone in the end. */
  Path scratch() {
    return scratch.getRoot().toPath();
  }

  /** The objects below a prefix, without the markers of directories. */
  List<String> objects(String prefix) throws Exception {
    return s3.keys(prefix).stream().filter(key -> !key.endsWith("/")).toList();
  }

  /** Whether a stored object begins as Zstandard's frames do. */
  boolean isZstd(String key) throws Exception {
    return begins(key, ZSTD);
  }

  /** Whether a stored object begins with these bytes, each of which is a character. */
  boolean begins(String key, String magic) throws Exception {
    return new String(s3.bytes(key), StandardCharsets.ISO_8859_1).startsWith(magic);
  }
}
