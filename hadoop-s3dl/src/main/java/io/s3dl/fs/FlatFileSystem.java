package io.s3dl.fs;

import java.io.IOException;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/** A file system over a store of keys alone. */
abstract class FlatFileSystem extends ObjectFileSystem {

  FlatFileSystem(String scheme) {
    super(scheme);
  }

  /** Called by Hadoop since 3.4.1; before, nobody asks for the type that it returns. */
  @Override
  public BulkDelete createBulkDelete(Path base) throws IOException {
    key(base); // refuses a path of another file system
    return FlatBulkDelete.of(this, parts().bulkDeletion().orElseThrow(), base);
  }
}
