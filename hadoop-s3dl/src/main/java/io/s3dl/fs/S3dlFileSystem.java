package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/** {@code s3dl://}: Amazon S3 and the stores that speak its protocol. */
public class S3dlFileSystem extends ObjectFileSystem {

  /** Creates a file system that is to be initialized. */
  public S3dlFileSystem() {
    super(SettingReader.S3_SCHEME);
  }

  /** Called by Hadoop since 3.4.1; before, nobody asks for the type that it returns. */
  @Override
  public BulkDelete createBulkDelete(Path base) throws IOException {
    key(base); // refuses a path of another file system
    return FlatBulkDelete.of(this, parts().bulkDeletion().orElseThrow(), base);
  }
}
