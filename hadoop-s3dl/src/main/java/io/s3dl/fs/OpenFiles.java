package io.s3dl.fs;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The files that a file system is writing, which are not there before they are closed. Programs
 * give them permission bits all the same, as everyone does who calls {@code FileSystem.create} with
 * some, which is how jobs are submitted to YARN: these are kept here, for the store to take them
 * when it makes the file. Safe for use by several threads.
 */
final class OpenFiles {

  private static final int NONE = -1;

  /** Weak, since a writer that is given up tells nobody. */
  private final Set<OpenFile> open = Collections.newSetFromMap(new WeakHashMap<>());

  /** A file that is to be written. */
  OpenFile newFile(String key) {
    return new OpenFile(key, false);
  }

  /** A file that is to be continued, and keeps its bits where that comes to nothing. */
  OpenFile continuedFile(String key) {
    return new OpenFile(key, true);
  }

  /** Keeps permission bits for all that write a file now; false if nobody does. */
  synchronized boolean setMode(String key, int mode) {
    boolean found = false;
    for (OpenFile file : open) {
      if (file.key.equals(key)) {
        file.wanted = mode;
        found = true;
      }
    }
    return found;
  }

  /** A file from its creation to its end. */
  final class OpenFile {
    private final String key;
    private final boolean continued;
    private int wanted = NONE;
    private int sent = NONE;

    private OpenFile(String key, boolean continued) {
      this.key = key;
      this.continued = continued;
    }

    String key() {
      return key;
    }

    /** Whether it was there before it was written. */
    boolean isContinued() {
      return continued;
    }

    /** Called when it is being written, and takes permission bits from now on. */
    void begin() {
      synchronized (OpenFiles.this) {
        open.add(this);
      }
    }

    /** The bits to send to the store now, for a file that has others otherwise. */
    int mode(int otherwise) {
      synchronized (OpenFiles.this) {
        sent = wanted == NONE ? otherwise : wanted;
        return sent;
      }
    }

    /**
     * Called when nobody writes it any more; says which bits are to be set yet, to the first who
     * calls.
     *
     * @param published whether it has been made of what was written
     */
    OptionalInt end(boolean published) {
      synchronized (OpenFiles.this) {
        open.remove(this);
        boolean late = published ? wanted != sent : continued;
        OptionalInt missing = wanted != NONE && late ? OptionalInt.of(wanted) : OptionalInt.empty();
        wanted = NONE;
        return missing;
      }
    }
  }
}
