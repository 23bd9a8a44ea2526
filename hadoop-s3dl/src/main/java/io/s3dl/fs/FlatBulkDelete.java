package io.s3dl.fs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.BulkDeleteUtils;
import org.apache.hadoop.fs.Path;

/**
 * Hadoop's view of a {@link BulkDeletion}. Only touched by those who ask for it: Hadoop has had
 * these interfaces since 3.4.1. Safe for use by several threads.
 */
final class FlatBulkDelete implements BulkDelete {

  private final ObjectFileSystem fileSystem;
  private final BulkDeletion deletion;
  private final Path base;

  private FlatBulkDelete(ObjectFileSystem fileSystem, BulkDeletion deletion, Path base) {
    this.fileSystem = fileSystem;
    this.deletion = deletion;
    this.base = base;
  }

  /** Its type is that of the interface, so that whoever hands it on does not load either. */
  static BulkDelete of(ObjectFileSystem fileSystem, BulkDeletion deletion, Path base) {
    return new FlatBulkDelete(fileSystem, deletion, fileSystem.makeQualified(base));
  }

  @Override
  public int pageSize() {
    return deletion.pageSize();
  }

  @Override
  public Path basePath() {
    return base;
  }

  @Override
  public List<Map.Entry<Path, String>> bulkDelete(Collection<Path> paths) throws IOException {
    BulkDeleteUtils.validateBulkDeletePaths(paths, pageSize(), base);
    fileSystem.checkChangeable(base);
    Map<String, Path> byKey = new HashMap<>();
    for (Path path : paths) {
      byKey.put(fileSystem.key(path), path);
    }
    List<Map.Entry<Path, String>> failures = new ArrayList<>();
    deletion
        .delete(byKey.keySet())
        .forEach((key, reason) -> failures.add(Map.entry(byKey.get(key), reason)));
    return failures;
  }

  @Override
  public void close() {}
}
