package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** {@code s3dl://} for {@code FileContext}, on top of {@link S3dlFileSystem}. */
public final class S3dl extends FileContextBinding {

  /** Called by Hadoop, by reflection. */
  public S3dl(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(uri, new S3dlFileSystem(), conf, SettingReader.S3_SCHEME);
  }
}
