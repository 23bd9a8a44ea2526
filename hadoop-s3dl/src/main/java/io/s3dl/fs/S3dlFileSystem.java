package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import io.s3dl.conf.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** {@code s3dl://}: Amazon S3 and the stores that speak its protocol. */
public class S3dlFileSystem extends FlatFileSystem {

  private UploadOptions uploadOptions;
  private Optional<UploadPurge> purge = Optional.empty();

  /** Creates a file system that is to be initialized. */
  public S3dlFileSystem() {
    super(SettingReader.S3_SCHEME);
  }

  @Override
  protected void configure(Configuration conf) {
    uploadOptions = UploadOptions.from(conf, getScheme(), getUri().getAuthority());
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    if (uploadOptions.purge()) {
      purge =
          UnfinishedUploads.of(this)
              .map(uploads -> UploadPurge.start(this, uploads, uploadOptions.purgeAge()));
    }
  }

  @Override
  public void close() throws IOException {
    purge.ifPresent(UploadPurge::close);
    super.close();
  }
}
