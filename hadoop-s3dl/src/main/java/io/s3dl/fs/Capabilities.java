package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectStore;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.CommonPathCapabilities;

/** What every path of a file system can be used for, by the kind of its store. */
final class Capabilities {

  /** What Hadoop's option of createFile is called: the same as what promises it. */
  private static final String CREATE_EXCLUSIVE = "fs.option.create.conditional.overwrite";

  private static final String CREATE_OVER_ETAG = "fs.option.create.conditional.overwrite.etag";

  private static final Set<String> EVERYWHERE =
      Set.of(
          CommonPathCapabilities.FS_APPEND,
          CommonPathCapabilities.FS_CONCAT,
          CommonPathCapabilities.FS_PATHHANDLES,
          CommonPathCapabilities.FS_XATTRS,
          CommonPathCapabilities.FS_MULTIPART_UPLOADER,
          CommonPathCapabilities.ABORTABLE_STREAM,
          CommonPathCapabilities.ETAGS_AVAILABLE,
          CommonPathCapabilities.VIRTUAL_BLOCK_LOCATIONS);

  /**
   * That of several renames of files to one name that does not exist, one succeeds: what commits of
   * table formats rest on. Of a store of keys alone it speaks of small files.
   */
  static final String RENAME_EXCLUSIVE = "fs.s3dl.capability.rename.exclusive";

  /** A store of keys alone keeps permissions of files, and of no directory; and it copies. */
  private static final Set<String> ON_DISKS =
      Set.of(
          CommonPathCapabilities.FS_PERMISSIONS,
          CommonPathCapabilities.ETAGS_PRESERVED_IN_RENAME,
          RENAME_EXCLUSIVE);

  /** Larger than what is renamed to commit. */
  private static final long SMALL_BYTES = 8 << 20;

  private static final Set<String> CONDITIONAL = Set.of(CREATE_EXCLUSIVE, CREATE_OVER_ETAG);

  private Capabilities() {}

  static boolean ofPaths(String capability, FileSystemOptions options, ObjectStore store) {
    String name = capability.toLowerCase(Locale.ROOT);
    if (name.equals(CommonPathCapabilities.FS_CHECKSUMS)) {
      return options.exposeChecksum();
    }
    return EVERYWHERE.contains(name)
        || (store instanceof FlatStore flat
            ? (flat.writesExclusively() && CONDITIONAL.contains(name))
                || (flat.copiesExclusively(SMALL_BYTES) && name.equals(RENAME_EXCLUSIVE))
            : ON_DISKS.contains(name));
  }
}
