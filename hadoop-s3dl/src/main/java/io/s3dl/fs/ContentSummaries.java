package io.s3dl.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.apache.hadoop.fs.ContentSummary;

/**
 * Adds up what is below a path: the content's length as length, the stored bytes as space consumed.
 * A flat store is asked for one listing of all keys, others for one of each directory; symbolic
 * links to directories are not followed. Safe for use by several threads.
 */
final class ContentSummaries {

  private final Namespace namespace;
  private final Listings listings;
  private final StatusMaker statuses;
  private final boolean flat;

  /**
   * Creates it.
   *
   * @param flat whether the store lists all keys below a directory at once
   */
  ContentSummaries(Namespace namespace, Listings listings, StatusMaker statuses, boolean flat) {
    this.namespace = namespace;
    this.listings = listings;
    this.statuses = statuses;
    this.flat = flat;
  }

  /**
   * What is below a path, or a file alone. A listing of what is below tells that there is a
   * directory; only where it is empty the question is why. So a flat store's file that is not in
   * its likely form is not seen beside a directory of its name, which only others can make.
   *
   * @throws java.io.FileNotFoundException if there is nothing of that name
   */
  ContentSummary of(String key) throws IOException {
    Sum sum = new Sum();
    Optional<Entry> file = namespace.likely(key, Need.LENGTH);
    if (file.isEmpty() && flat) {
      addAllBelow(key, sum);
      if (sum.isOfDirectory()) {
        return sum.summary();
      }
    }
    Entry start =
        file.isPresent() ? file.get() : namespace.get(key, flat ? Need.DIRECTORY : Need.LENGTH);
    if (start.isFile()) {
      sum.addFile(statuses.lengthOf(start), start);
    } else if (flat) {
      sum.directories++;
    } else {
      walk(key, sum);
    }
    return sum.summary();
  }

  private void walk(String start, Sum sum) throws IOException {
    ArrayDeque<String> left = new ArrayDeque<>();
    left.push(start);
    while (!left.isEmpty()) {
      sum.directories++;
      try (StatusIterator children = listings.of(left.pop())) {
        while (children.hasNext()) {
          ContentFileStatus child = children.next();
          Entry entry = child.entry().orElseThrow();
          if (entry.isFile()) {
            sum.addFile(child.getLen(), entry);
          } else if (entry.info().symlink()) {
            sum.directories++;
          } else {
            left.push(entry.key());
          }
        }
      }
    }
  }

  /** Keys of one directory stand together, so one that differs from the last is a new one. */
  private void addAllBelow(String start, Sum sum) throws IOException {
    String last = start;
    try (StatusIterator all = listings.allBelow(start)) {
      sum.directories += all.hasNext() ? 1 : 0;
      while (all.hasNext()) {
        ContentFileStatus each = all.next();
        Entry entry = each.entry().orElseThrow();
        String directory = entry.isDirectory() ? entry.key() : Keys.parent(entry.key());
        if (entry.isFile()) {
          sum.addFile(each.getLen(), entry);
        }
        String at = directory;
        while (!at.equals(start) && !at.equals(last) && !Keys.isBelow(last, at)) {
          sum.directories++;
          at = Keys.parent(at);
        }
        last = directory;
      }
    }
  }

  private static final class Sum {
    private long length;
    private long stored;
    private long files;
    private long directories;

    void addFile(long contentBytes, Entry file) {
      length += contentBytes;
      stored += file.info().size();
      files++;
    }

    boolean isOfDirectory() {
      return directories > 0;
    }

    ContentSummary summary() {
      return new ContentSummary.Builder()
          .length(length)
          .spaceConsumed(stored)
          .fileCount(files)
          .directoryCount(directories)
          .build();
    }
  }
}
