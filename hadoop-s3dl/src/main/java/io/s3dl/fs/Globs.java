package io.s3dl.fs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.PathIOException;

/**
 * Matches patterns by names alone: Hadoop's globber sees statuses that have cost no look into any
 * file, and only what matches is then looked at. Safe for use by several threads.
 */
final class Globs {

  private final ObjectFileSystem fileSystem;

  Globs(ObjectFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** As {@code FileSystem.globStatus}: null if there is no wildcard and no such file. */
  FileStatus[] of(Path pattern, PathFilter filter) throws IOException {
    FileStatus[] matches = namesOf(pattern, filter);
    if (matches == null) {
      return null;
    }
    List<FileStatus> statuses = new ArrayList<>(matches.length);
    for (FileStatus match : matches) {
      complete(match).ifPresent(statuses::add);
    }
    return statuses.toArray(FileStatus[]::new);
  }

  /** Hadoop's globber makes paths of names, which it cannot of one that has a colon. */
  private FileStatus[] namesOf(Path pattern, PathFilter filter) throws IOException {
    try {
      return new NamesOnly(fileSystem).globStatus(pattern, filter);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof URISyntaxException) {
        throw new PathIOException(
            pattern.toString(),
            "Hadoop cannot match names with a colon, nor others beside them",
            e);
      }
      throw e;
    }
  }

  /** The same status with the content's length; empty if the file has gone meanwhile. */
  private Optional<FileStatus> complete(FileStatus match) throws IOException {
    if (!(match instanceof FoundEntry found) || found.entry().isEmpty()) {
      return Optional.of(match);
    }
    try {
      FileStatus status = fileSystem.parts().statuses().statusOf(found.entry().get());
      status.setPath(match.getPath());
      return Optional.of(status);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The file system with stored sizes in the place of lengths. */
  private static final class NamesOnly extends FilterFileSystem {

    private final ObjectFileSystem fileSystem;

    NamesOnly(ObjectFileSystem fileSystem) {
      super(fileSystem);
      this.fileSystem = fileSystem;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      FileSystemParts parts = fileSystem.parts();
      Entry entry = parts.namespace().get(fileSystem.key(path));
      return parts.statuses().statusOf(entry, entry.info().size());
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      return fileSystem.parts().listings().names(fileSystem.key(path));
    }
  }
}
