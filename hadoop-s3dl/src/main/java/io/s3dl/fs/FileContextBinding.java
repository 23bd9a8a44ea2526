package io.s3dl.fs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What {@code FileContext} sees of a file system. Hadoop never closes it, so its threads end by
 * themselves when they are idle.
 */
abstract class FileContextBinding extends DelegateToFileSystem {

  private final ObjectFileSystem fileSystem;
  private final URI uri;

  FileContextBinding(URI uri, ObjectFileSystem fileSystem, Configuration conf, String scheme)
      throws IOException, URISyntaxException {
    super(uri, fileSystem, conf, scheme, false);
    this.fileSystem = fileSystem;
    URI own = super.getUri();
    this.uri =
        own.getRawAuthority() == null
            ? own
            : URI.create(own.getScheme() + "://" + own.getRawAuthority());
  }

  /**
   * Without the slash that the base class leaves after a bucket's name: {@code ViewFs} appends
   * another and a path.
   */
  @Override
  public URI getUri() {
    return uri;
  }

  /** One step, where Hadoop's own would delete the target first. */
  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    fileSystem.renameExactly(from, to, overwrite);
  }

  /** Whatever a path can hold: the store says what it cannot store. */
  @Override
  public boolean isValidName(String path) {
    return true;
  }
}
