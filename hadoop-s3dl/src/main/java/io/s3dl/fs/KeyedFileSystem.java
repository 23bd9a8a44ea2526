package io.s3dl.fs;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.conf.Stores;
import io.s3dl.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.XAttrSetFlag;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSnapshot;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;

/**
 * What a file system is before it does anything with files: its name, its configuration, its parts
 * over an open store; and what is kept about files besides their bytes.
 */
abstract class KeyedFileSystem extends RefusingFileSystem implements IOStatisticsSource {

  private final String scheme;
  private URI uri;
  private Path workingDirectory;
  private FileSystemOptions options;
  private FileSystemParts parts;
  private volatile boolean closed;
  private volatile boolean readOnly;

  KeyedFileSystem(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setConf(conf);
    String authority = name.getAuthority() == null ? "" : name.getAuthority();
    uri = URI.create(scheme + "://" + authority + "/");
    try {
      configure(conf);
      options = FileSystemOptions.from(conf, scheme, authority);
      parts = FileSystemParts.open(openStore(conf), options, new Path(uri), this::directoryMode);
    } catch (IllegalArgumentException e) { // which Hadoop's shell would take for wrong usage
      String told = authority.replaceFirst(":.*@", ":…@"); // somebody's password, perhaps
      throw new IOException("Cannot open " + scheme + "://" + told + "/: " + e.getMessage(), e);
    }
    workingDirectory = getInitialWorkingDirectory();
    if (workingDirectory == null) {
      workingDirectory = getHomeDirectory();
    }
  }

  /** Reads what one kind of file system needs to know besides; called before anything is opened. */
  protected void configure(Configuration conf) {}

  /** Opens the store, which this object closes; a test's is one that fails. */
  ObjectStore openStore(Configuration conf) throws IOException {
    return Stores.open(uri, conf);
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public Path getWorkingDirectory() {
    return workingDirectory;
  }

  @Override
  public void setWorkingDirectory(Path directory) {
    workingDirectory = withoutSlash(makeQualified(directory));
  }

  /**
   * None: there are no delegation tokens, and whoever submits a job must not look for a host of the
   * bucket's name.
   */
  @Override
  public String getCanonicalServiceName() {
    return null;
  }

  @Override
  public long getDefaultBlockSize(Path path) {
    return options.blockSize();
  }

  @Override
  @Deprecated // by Hadoop, whose getServerDefaults asks for it all the same
  public long getDefaultBlockSize() {
    return options.blockSize();
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
      throws IOException {
    return file == null ? null : Blocks.of(file, start, length); // as Hadoop's specification says
  }

  FileSystemOptions options() {
    return options;
  }

  FileSystemParts parts() {
    return parts;
  }

  /**
   * The key of a path.
   *
   * @throws IOException if the file system is closed
   */
  String key(Path path) throws IOException {
    if (closed) {
      throw new IOException("Filesystem closed");
    }
    return keyOf(path);
  }

  String keyOf(Path path) {
    checkPath(path);
    String text = withoutSlash(makeQualified(path)).toUri().getPath();
    return text.isEmpty() ? "" : text.substring(1);
  }

  /** Hadoop's shell makes paths of URIs, and those keep a slash at their end. */
  static Path withoutSlash(Path path) {
    URI uri = path.toUri();
    return uri.getPath().endsWith("/")
        ? new Path(uri.getScheme(), uri.getAuthority(), uri.getPath())
        : path;
  }

  /** What the store has counted until now: requests, retries and the like. */
  @Override
  public IOStatistics getIOStatistics() {
    IOStatisticsSnapshot now = new IOStatisticsSnapshot();
    if (parts != null) {
      now.counters().putAll(parts.volume().store().counts());
    }
    return now;
  }

  // Attributes

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    checkChangeable(path);
    parts.attributes().setMode(key(path), permission.toShort());
  }

  @Override
  public void setOwner(Path path, String owner, String group) throws IOException {
    checkChangeable(path);
    parts.attributes().setOwner(key(path), owner, group);
  }

  @Override
  public void setTimes(Path path, long modified, long accessed) throws IOException {
    checkChangeable(path);
    parts.attributes().setTimes(key(path), modified, accessed);
  }

  @Override
  public void setXAttr(Path path, String name, byte[] value, EnumSet<XAttrSetFlag> flags)
      throws IOException {
    checkChangeable(path);
    parts.attributes().set(key(path), name, value, flags);
  }

  @Override
  public byte[] getXAttr(Path path, String name) throws IOException {
    return parts.attributes().get(key(path), name);
  }

  @Override
  public Map<String, byte[]> getXAttrs(Path path) throws IOException {
    return parts.attributes().all(key(path));
  }

  @Override
  public Map<String, byte[]> getXAttrs(Path path, List<String> names) throws IOException {
    Map<String, byte[]> all = getXAttrs(path);
    all.keySet().retainAll(names);
    return all;
  }

  @Override
  public List<String> listXAttrs(Path path) throws IOException {
    return parts.attributes().names(key(path));
  }

  @Override
  public void removeXAttr(Path path, String name) throws IOException {
    checkChangeable(path);
    parts.attributes().remove(key(path), name);
  }

  // The file system itself

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    key(path); // refuses a path of another file system
    return Capabilities.ofPaths(capability, options, parts.volume().store())
        || super.hasPathCapability(path, capability);
  }

  @Override
  public FsStatus getStatus(Path path) throws IOException {
    return Space.of(parts, path == null ? "" : key(path));
  }

  // The file system itself

  /** Called before anything is changed; refuses the change if the file system is read-only now. */
  void checkChangeable(Path path) throws IOException {
    if (readOnly) {
      throw new PathIOException(
          path.toString(), "This file system is in safe mode; leave it to change anything");
    }
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Whether changes through this object are refused. */
  void setReadOnly(boolean newReadOnly) {
    readOnly = newReadOnly;
  }

  /**
   * Whether a file is closed, as every file is that is there at all.
   *
   * @throws FileNotFoundException if there is none
   */
  public boolean isFileClosed(Path file) throws IOException {
    Optional<Entry> found = parts.namespace().find(key(file));
    if (found.isEmpty()) {
      throw new FileNotFoundException("File does not exist: " + file);
    }
    if (found.get().isDirectory()) {
      throw new FileNotFoundException("Path is not a file: " + file);
    }
    return true;
  }

  /** The permission bits of a directory that is made on the way. */
  int directoryMode() {
    return masked(FsPermission.getDirDefault());
  }

  int masked(FsPermission permission) {
    FsPermission wanted = permission == null ? FsPermission.getFileDefault() : permission;
    return wanted.applyUMask(FsPermission.getUMask(getConf())).toShort();
  }

  @Override
  public void close() throws IOException {
    try {
      super.close(); // deletes what is to be deleted on exit
    } finally {
      closed = true;
      if (parts != null) {
        parts.close();
      }
    }
  }

  @Override
  public String toString() {
    return uri == null ? scheme : uri.toString();
  }
}
