package io.s3dl.fs;

import io.s3dl.conf.SettingReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** {@code azdl://} for {@code FileContext}, on top of {@link AzdlFileSystem}. */
public final class Azdl extends FileContextBinding {

  /** Called by Hadoop, by reflection. */
  public Azdl(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(uri, new AzdlFileSystem(), conf, SettingReader.AZURE_SCHEME);
  }
}
