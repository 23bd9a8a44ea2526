package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** {@code filedl://} for {@code FileContext}, on top of {@link FiledlFileSystem}. */
public final class Filedl extends FileContextBinding {

  /** Called by Hadoop, by reflection. */
  public Filedl(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(uri, new FiledlFileSystem(), conf, SettingReader.FILE_SCHEME);
  }
}
