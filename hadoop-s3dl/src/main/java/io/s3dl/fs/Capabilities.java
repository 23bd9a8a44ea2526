package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.CommonPathCapabilities;

/** What every path of a file system over a store with directories can be used for. */
final class Capabilities {

  private static final Set<String> OF_PATHS =
      Set.of(
          CommonPathCapabilities.FS_APPEND,
          CommonPathCapabilities.FS_CONCAT,
          CommonPathCapabilities.FS_PATHHANDLES,
          CommonPathCapabilities.FS_PERMISSIONS,
          CommonPathCapabilities.FS_XATTRS,
          CommonPathCapabilities.FS_MULTIPART_UPLOADER,
          CommonPathCapabilities.ABORTABLE_STREAM,
          CommonPathCapabilities.ETAGS_AVAILABLE,
          CommonPathCapabilities.ETAGS_PRESERVED_IN_RENAME,
          CommonPathCapabilities.VIRTUAL_BLOCK_LOCATIONS);

  private Capabilities() {}

  static boolean ofPaths(String capability, FileSystemOptions options) {
    String name = capability.toLowerCase(Locale.ROOT);
    return OF_PATHS.contains(name)
        || (name.equals(CommonPathCapabilities.FS_CHECKSUMS) && options.exposeChecksum());
  }
}
