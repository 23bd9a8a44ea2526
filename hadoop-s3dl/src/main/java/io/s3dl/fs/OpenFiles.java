package io.s3dl.fs;

import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files that a file system is writing, which are not there before they are closed. Programs
 * give them permission bits all the same, as everyone does who calls {@code FileSystem.create} with
 * some, which is how jobs are submitted to YARN: these are kept here until the file is there. Safe
 * for use by several threads.
 */
final class OpenFiles {

  private static final int NONE = -1;

  /** Of those who write one file at once, the last that began. */
  private final ConcurrentMap<String, OpenFile> files = new ConcurrentHashMap<>();

  /**
   * Called when a file begins to be written, by whoever tells when that ends.
   *
   * @param mode the permission bits that it will have anyway
   */
  OpenFile begin(String key, int mode) {
    OpenFile file = new OpenFile(key, mode);
    files.put(key, file);
    return file;
  }

  /** Keeps permission bits for a file that is being written; false if nobody writes it. */
  boolean setMode(String key, int mode) {
    OpenFile file = files.get(key);
    if (file == null) {
      return false;
    }
    file.set.set(mode);
    return true;
  }

  /** A file from its creation to its end. */
  final class OpenFile {
    private final String key;
    private final int mode;
    private final AtomicInteger set = new AtomicInteger(NONE);

    private OpenFile(String key, int mode) {
      this.key = key;
      this.mode = mode;
    }

    /** Called when it is there, or never will be; says which other bits it has been given. */
    OptionalInt end() {
      files.remove(key, this);
      int last = set.getAndSet(NONE);
      return last == NONE || last == mode ? OptionalInt.empty() : OptionalInt.of(last);
    }
  }
}
