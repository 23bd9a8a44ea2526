package io.s3dl.cli;

import io.s3dl.conf.UploadOptions;
import io.s3dl.fs.ObjectFileSystem;
import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The file systems that one command works on, each opened once; closing closes them all. */
final class OpenFileSystems implements Closeable {

  private final Configuration conf;
  private final Map<String, FileSystem> open = new LinkedHashMap<>();

  /** They are only looked at: opening one here aborts no uploads, whatever is configured. */
  OpenFileSystems(Configuration conf) {
    this.conf = UploadOptions.withoutPurge(conf);
  }

  /**
   * The file system of a path.
   *
   * @throws IOException if it is none of ours, or cannot be opened
   */
  ObjectFileSystem of(Path path) throws IOException {
    Path qualified = path.toUri().getScheme() == null ? withDefault(path) : path;
    String root = qualified.toUri().getScheme() + "://" + authority(qualified);
    FileSystem files = open.get(root);
    if (files == null) {
      files = FileSystem.newInstance(qualified.toUri(), conf);
      open.put(root, files);
    }
    if (files instanceof ObjectFileSystem ours) {
      return ours;
    }
    throw new IOException(
        path
            + " is not on a file system of s3dl: write the scheme, as in filedl://"
            + new File(path.toUri().getPath()).getAbsolutePath());
  }

  /**
   * What a path of the command line stands for: the path itself, or what matches it as a pattern.
   *
   * @throws FileNotFoundException if there is nothing
   */
  static List<FileStatus> resolve(ObjectFileSystem files, Path path) throws IOException {
    try {
      return List.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      FileStatus[] matches = files.globStatus(path);
      if (matches == null || matches.length == 0) {
        throw e;
      }
      return List.of(matches);
    }
  }

  /** A path as people write it: {@link Path} leaves out the slashes of an empty authority. */
  static String text(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || path.toUri().getAuthority() != null
        ? path.toString()
        : scheme + "://" + path.toUri().getPath();
  }

  /** What the paths of a file system begin with, as people write them. */
  static String root(ObjectFileSystem files) {
    String root = text(new Path(files.getUri()));
    return root.substring(0, root.length() - 1);
  }

  private Path withDefault(Path path) {
    return path.makeQualified(FileSystem.getDefaultUri(conf), new Path("/"));
  }

  private static String authority(Path path) {
    String authority = path.toUri().getAuthority();
    return authority == null ? "" : authority;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (FileSystem files : open.values()) {
      try {
        files.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
