package io.s3dl.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.hadoop.fs.ContentSummary;

/**
 * Adds up what is below a path: the content's length as length, the stored bytes as space consumed.
 * Symbolic links to directories are not followed. Safe for use by several threads.
 */
final class ContentSummaries {

  private final Listings listings;
  private final StatusMaker statuses;

  ContentSummaries(Listings listings, StatusMaker statuses) {
    this.listings = listings;
    this.statuses = statuses;
  }

  ContentSummary of(Entry start) throws IOException {
    long length = 0;
    long stored = 0;
    long files = 0;
    long directories = 0;
    if (start.isFile()) {
      files = 1;
      length = statuses.lengthOf(start);
      stored = start.info().size();
    }
    ArrayDeque<String> left = new ArrayDeque<>();
    if (start.isDirectory()) {
      left.push(start.key());
    }
    while (!left.isEmpty()) {
      directories++;
      try (StatusIterator children = listings.of(left.pop())) {
        while (children.hasNext()) {
          ContentFileStatus child = children.next();
          Entry entry = child.entry().orElseThrow();
          if (entry.isFile()) {
            files++;
            length += child.getLen();
            stored += entry.info().size();
          } else if (entry.info().symlink()) {
            directories++;
          } else {
            left.push(entry.key());
          }
        }
      }
    }
    return new ContentSummary.Builder()
        .length(length)
        .spaceConsumed(stored)
        .fileCount(files)
        .directoryCount(directories)
        .build();
  }
}
