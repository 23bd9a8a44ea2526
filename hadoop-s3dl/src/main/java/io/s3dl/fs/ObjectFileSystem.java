package io.s3dl.fs;

import io.s3dl.stream.ObjectWriter;
import io.s3dl.stream.ReadPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.MultipartUploaderBuilder;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.impl.FileSystemMultipartUploaderBuilder;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.LambdaUtils;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * The file system of every scheme: translates Hadoop's calls to keys and hands them on. Files are
 * compressed or not as {@link PathMapper} says, and visible when they are closed.
 *
 * <p>Safe for use by several threads. Closing it closes its store and its threads: what is still
 * being written then fails.
 */
public abstract class ObjectFileSystem extends KeyedFileSystem {

  /** Creates a file system that is to be initialized. */
  protected ObjectFileSystem(String scheme) {
    super(scheme);
  }

  // Reading

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    statistics.incrementReadOps(1);
    return parts()
        .namespace()
        .use(key(path), Need.CONTENT, file -> open(file, ReadPolicy.ADAPTIVE));
  }

  private FSDataInputStream open(Entry file, ReadPolicy policy) throws IOException {
    return new FSDataInputStream(parts().reads().open(file, policy, Optional.of(statistics)));
  }

  @Override
  protected CompletableFuture<FSDataInputStream> openFileWithOptions(
      Path path, OpenFileParameters parameters) throws IOException {
    OpenFileRequest request = OpenFileRequest.of(path, parameters);
    return LambdaUtils.eval(
        new CompletableFuture<>(),
        () -> {
          statistics.incrementReadOps(1);
          String key = key(path);
          return request.known().isPresent()
              ? open(request.known().get(), request.policy())
              : parts().namespace().use(key, Need.CONTENT, file -> open(file, request.policy()));
        });
  }

  @Override
  protected PathHandle createPathHandle(FileStatus status, Options.HandleOpt... opts) {
    return FilePathHandle.create(keyOf(status.getPath()), status, opts);
  }

  @Override
  public FSDataInputStream open(PathHandle handle, int bufferSize) throws IOException {
    Entry entry = FilePathHandle.of(handle).find(parts().namespace());
    statistics.incrementReadOps(1);
    return open(entry, ReadPolicy.ADAPTIVE);
  }

  @Override
  public FileChecksum getFileChecksum(Path path, long length) throws IOException {
    return parts()
        .namespace()
        .use(key(path), Need.LENGTH, file -> parts().checksums().of(file, length));
  }

  // Writing

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return createFile(path, request(overwrite, true, masked(permission)), progress);
  }

  @Override
  public FSDataOutputStream createNonRecursive(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
    return createFile(path, request(overwrite, false, masked(permission)), progress);
  }

  /** Called for FileContext, which has applied the mask already. */
  @Override
  @Deprecated // by Hadoop, which has nothing else to call
  protected FSDataOutputStream primitiveCreate(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      Options.ChecksumOpt checksum)
      throws IOException {
    boolean exists = exists(path);
    CreateFlag.validate(path, exists, flags);
    if (exists && flags.contains(CreateFlag.APPEND)) {
      return append(path, bufferSize, progress);
    }
    boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
    return createFile(path, request(overwrite, true, permission.toShort()), progress);
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    return new FileOutputBuilder(this, path).create().overwrite(true);
  }

  FSDataOutputStream createFile(Path path, FileCreator.Request request, Progressable progress)
      throws IOException {
    checkChangeable(path);
    String key = key(path);
    OpenFiles.OpenFile file = parts().attributes().newFile(key);
    ObjectWriter writer = parts().creator().create(key, request, file::mode);
    file.begin();
    return output(path, writer, 0, progress, file);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress)
      throws IOException {
    checkChangeable(path);
    String key = key(path);
    OpenFiles.OpenFile file = parts().attributes().continuedFile(key);
    boolean begun = false;
    try {
      ObjectWriter writer = parts().creator().append(key, file::mode);
      begun = true;
      return output(path, writer, writer.statistics().contentBytes(), progress, file);
    } finally {
      if (!begun) {
        parts().attributes().end(file, false);
      }
    }
  }

  private FSDataOutputStream output(
      Path path, ObjectWriter writer, long position, Progressable progress, OpenFiles.OpenFile file)
      throws IOException {
    statistics.incrementWriteOps(1);
    ContentOutputStream stream =
        new ContentOutputStream(
            path.toString(),
            writer,
            options().syncable(),
            parts().volume().syncWarned(),
            progress,
            published -> parts().attributes().end(file, published));
    return new FSDataOutputStream(stream, statistics, position);
  }

  private FileCreator.Request request(boolean overwrite, boolean makeParents, int mode) {
    return new FileCreator.Request(
        overwrite,
        makeParents,
        mode,
        directoryMode(),
        Optional.empty(),
        Optional.empty(),
        options().frames(),
        options().quickCreate(),
        FileCreator.Headers.NONE);
  }

  @Override
  public void concat(Path target, Path[] sources) throws IOException {
    checkChangeable(target);
    List<String> keys = new ArrayList<>();
    for (Path source : sources) {
      keys.add(key(source));
    }
    statistics.incrementWriteOps(1);
    OpenFiles.OpenFile file = parts().attributes().continuedFile(key(target));
    boolean published = false;
    try {
      parts().creator().concat(file.key(), keys, file::mode);
      published = true;
    } finally {
      parts().attributes().end(file, published);
    }
  }

  // Names

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    checkChangeable(from);
    statistics.incrementWriteOps(1);
    return parts().renames().rename(key(from), key(to));
  }

  @Override
  @Deprecated // by Hadoop, which has nothing else to call
  protected void rename(Path from, Path to, Options.Rename... renameOptions) throws IOException {
    renameExactly(from, to, List.of(renameOptions).contains(Options.Rename.OVERWRITE));
  }

  /** Renames to exactly this name; see {@link RenameRules#rename(String, String, boolean)}. */
  void renameExactly(Path from, Path to, boolean overwrite) throws IOException {
    checkChangeable(from);
    statistics.incrementWriteOps(1);
    parts().renames().rename(key(from), key(to), overwrite);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    checkChangeable(path);
    statistics.incrementWriteOps(1);
    Optional<Entry> found = parts().namespace().find(key(path), Need.REMOVAL);
    return found.isPresent() && parts().tree().delete(found.get(), recursive);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return makeDirectories(path, masked(permission));
  }

  /** Called for FileContext, which has applied the mask already. */
  @Override
  @Deprecated // by Hadoop, which has nothing else to call
  protected boolean primitiveMkdir(Path path, FsPermission permission) throws IOException {
    return makeDirectories(path, permission.toShort());
  }

  private boolean makeDirectories(Path path, int mode) throws IOException {
    checkChangeable(path);
    statistics.incrementWriteOps(1);
    parts().tree().makeDirectories(key(path), mode);
    return true;
  }

  @Override
  public MultipartUploaderBuilder<?, ?> createMultipartUploader(Path base) throws IOException {
    key(base);
    return new FileSystemMultipartUploaderBuilder(this, base);
  }

  // What there is

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    statistics.incrementReadOps(1);
    return parts().namespace().use(key(path), Need.LENGTH, parts().statuses()::statusOf);
  }

  /** Asks for the name only: the end of a compressed file need not be read. */
  @Override
  public boolean exists(Path path) throws IOException {
    return parts().namespace().find(key(path)).isPresent();
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return RemoteIterators.toArray(listStatusIterator(path), new FileStatus[0]);
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
    statistics.incrementReadOps(1);
    return parts().listings().statuses(key(path), status -> status);
  }

  @Override
  protected RemoteIterator<LocatedFileStatus> listLocatedStatus(Path path, PathFilter filter)
      throws IOException {
    statistics.incrementReadOps(1);
    return parts().listings().filtered(key(path), filter, this::located);
  }

  /** With one listing of all that is below, where the store can give it. */
  @Override
  public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive)
      throws IOException {
    if (!recursive || parts().directories().isPresent()) {
      return super.listFiles(path, recursive);
    }
    statistics.incrementReadOps(1);
    return parts().listings().filesBelow(key(path), this::located);
  }

  private LocatedFileStatus located(ContentFileStatus status) throws IOException {
    return new LocatedContentFileStatus(status, getFileBlockLocations(status, 0, status.getLen()));
  }

  @Override
  public FileStatus[] globStatus(Path pattern) throws IOException {
    return globStatus(pattern, path -> true);
  }

  @Override
  public FileStatus[] globStatus(Path pattern, PathFilter filter) throws IOException {
    return new Globs(this).of(pattern, filter);
  }

  @Override
  public ContentSummary getContentSummary(Path path) throws IOException {
    statistics.incrementReadOps(1);
    return parts().summaries().of(key(path));
  }

  /** What is known of a file beyond Hadoop's interfaces; for the command line. */
  public FileDescription describe(Path path) throws IOException {
    return parts()
        .namespace()
        .use(key(path), Need.LENGTH, entry -> FileDescription.of(parts(), entry));
  }
}
