package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** {@code directdl://} for {@code FileContext}, on top of {@link DirectdlFileSystem}. */
public final class Directdl extends FileContextBinding {

  /** Called by Hadoop, by reflection. */
  public Directdl(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(uri, new DirectdlFileSystem(), conf, SettingReader.DIRECT_SCHEME);
  }
}
