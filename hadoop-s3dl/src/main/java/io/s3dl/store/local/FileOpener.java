package io.s3dl.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** Opens files: {@link FileChannel#open(Path, Set, FileAttribute...)}, or a test's disk. */
@FunctionalInterface
interface FileOpener {

  FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException;
}
