package io.s3dl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.hadoop.util.VersionInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class BuildVersion implements IVersionProvider {

  private static final String RESOURCE = "build.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IOException("The jar lacks " + RESOURCE + ": build it again");
      }
      build.load(resource);
    }
    return new String[] {
      "s3dl "
          + build.getProperty("version")
          + " (Hadoop "
          + VersionInfo.getVersion()
          + ", Java "
          + Runtime.version()
          + ")"
    };
  }
}
