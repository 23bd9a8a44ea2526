package io.s3dl.store.local;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Leftover;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.PartSizes;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.local.LocalErrors.Right;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Files below a directory of a local or mounted disk.
 *
 * <p>Symbolic links are followed, except where a name is removed, replaced or renamed: that
 * concerns the link. A conditional write ({@link WriteOptions#ifMatch()}) compares right before it
 * replaces, not atomically with it; an exclusive one is atomic wherever the disk has hard links.
 * The names of files that are being written ({@code .s3dl-tmp-} and 32 hexadecimal digits) or
 * deleted ({@code .s3dl-del-}) cannot be created and are not listed.
 *
 * <p>Safe for use by several threads. Whoever opened it closes it, after its readers and uploads.
 */
public final class LocalObjectStore implements DirectoryStore {

  private final LocalDisk disk;
  private final Leftovers leftovers;
  private final LocalTree tree;
  private final PartSizes partSizes;

  /** Opens a store; the disk is looked at for its block size only. */
  public LocalObjectStore(LocalOptions options) throws IOException {
    this(options, FileChannel::open, Files::createLink);
  }

  LocalObjectStore(LocalOptions options, FileOpener opener, Publication.Linker linker)
      throws IOException {
    Optional<DirectAccess> direct =
        options.direct()
            ? Optional.of(new DirectAccess(opener, options.directRequired()))
            : Optional.empty();
    LocalAttributes attributes = new LocalAttributes(options.root());
    Publication publication = new Publication(linker);
    disk =
        new LocalDisk(
            new LocalPaths(options.root()),
            attributes,
            opener,
            direct,
            new DiskSync(options.sync(), opener),
            publication,
            new Withdrawals(attributes, publication),
            new Claims(attributes, opener));
    leftovers = new Leftovers(disk);
    tree = new LocalTree(disk, leftovers);
    partSizes =
        LocalErrors.reading(
            "opening", options.root().toString(), () -> partSizes(options, attributes, direct));
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    return at(
        "looking at",
        key,
        path -> disk.attributes().info(key, path, disk.attributes().status(path)));
  }

  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    return at("opening", key, path -> LocalReader.open(disk, key, known));
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) throws IOException {
    return at(Right.NAME, "creating", key, path -> LocalUpload.start(disk, key, options));
  }

  @Override
  public PartSizes partSizes() {
    return partSizes;
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) throws IOException {
    return LocalErrors.reading(
        "listing", disk.paths().describe(prefix), () -> LocalListing.of(disk, prefix, recursive));
  }

  @Override
  public Map<String, IOException> delete(List<String> keys) {
    Map<String, IOException> failures = new LinkedHashMap<>();
    for (String key : keys) {
      try {
        tree.deleteFile(key);
      } catch (IOException e) {
        failures.put(
            key, LocalErrors.translate(e, Right.NAME, "deleting", disk.paths().describe(key)));
      }
    }
    return failures;
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    run(Right.NAME, "deleting", key, path -> disk.withdrawals().deleteIfMatch(path, etag));
  }

  @Override
  public int maxNameBytes() {
    return LocalPaths.MAX_NAME_BYTES;
  }

  @Override
  public void makeDirectory(String key, int mode) throws IOException {
    run(Right.NAME, "making directory", key, path -> tree.makeDirectory(key, mode));
  }

  @Override
  public void removeDirectory(String key, boolean abandonUploads) throws IOException {
    run(
        Right.NAME,
        "removing directory",
        key,
        path -> {
          try {
            tree.removeDirectory(key, abandonUploads);
          } catch (DirectoryNotEmptyException e) {
            throw UndecodableNames.explained(e, path);
          }
        });
  }

  @Override
  public List<Leftover> leftovers(String directory) throws IOException {
    return at("listing", directory, path -> leftovers.in(directory));
  }

  @Override
  public Optional<Leftover> settle(String key) throws IOException {
    return at(Right.NAME, "removing", key, path -> leftovers.settle(key));
  }

  @Override
  public void rename(String from, String to, boolean replace) throws IOException {
    run(
        Right.NAME,
        "renaming " + disk.paths().describe(from) + " to",
        to,
        path -> tree.rename(from, to, replace));
  }

  @Override
  public boolean linkOrRename(String from, String to) throws IOException {
    return at(
        Right.NAME,
        "linking " + disk.paths().describe(from) + " to",
        to,
        path -> tree.linkOrRename(from, to));
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    run(Right.CHANGE, "setting the mode of", key, path -> disk.attributes().setMode(path, mode));
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    run(
        Right.CHANGE,
        "setting the owner of",
        key,
        path -> {
          PosixFileAttributeView view =
              Files.getFileAttributeView(path, PosixFileAttributeView.class);
          if (view == null) {
            throw new UnsupportedOperationException("Owners");
          }
          UserPrincipalLookupService lookup = path.getFileSystem().getUserPrincipalLookupService();
          if (owner != null) {
            view.setOwner(lookup.lookupPrincipalByName(owner));
          }
          if (group != null) {
            view.setGroup(lookup.lookupPrincipalByGroupName(group));
          }
        });
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    run(
        Right.CHANGE,
        "setting the times of",
        key,
        path -> {
          FileStatus before = disk.attributes().status(path);
          ExtendedAttributes.requireOpenable(path, before); // to set times is to open it first
          OptionalInt crc32c = ExtendedAttributes.recordedCrc32c(path, before);
          Files.getFileAttributeView(path, BasicFileAttributeView.class)
              .setTimes(time(modifiedMillis), time(accessedMillis), null);
          if (crc32c.isPresent()) { // the bytes are the same, so it still holds
            ExtendedAttributes.recordCrc32c(
                path, crc32c.getAsInt(), disk.attributes().status(path));
          }
        });
  }

  @Override
  public List<String> attributeNames(String key) throws IOException {
    return at("reading attributes of", key, ExtendedAttributes::names);
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    return at("reading attributes of", key, path -> ExtendedAttributes.get(path, name));
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    run(
        Right.CHANGE,
        "setting an attribute of",
        key,
        path -> ExtendedAttributes.set(path, name, value));
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    run(
        Right.CHANGE,
        "removing an attribute of",
        key,
        path -> ExtendedAttributes.remove(path, name));
  }

  @Override
  public OptionalInt recordedCrc32c(String key) throws IOException {
    return at(
        "reading the checksum of",
        key,
        path -> ExtendedAttributes.recordedCrc32c(path, disk.attributes().status(path)));
  }

  @Override
  public DiskSpace space(String key) throws IOException {
    return at(
        "measuring",
        key,
        path -> {
          FileStore store = Files.getFileStore(existingAt(path));
          long capacity = store.getTotalSpace();
          return new DiskSpace(
              capacity, capacity - store.getUnallocatedSpace(), store.getUsableSpace());
        });
  }

  @Override
  public void close() {
    disk.claims().close();
    disk.direct().ifPresent(DirectAccess::close);
  }

  LocalDisk disk() {
    return disk;
  }

  @FunctionalInterface
  private interface PathFunction<T> {
    T apply(Path path) throws IOException;
  }

  @FunctionalInterface
  private interface PathAction {
    void accept(Path path) throws IOException;
  }

  private <T> T at(String doing, String key, PathFunction<T> function) throws IOException {
    return at(Right.READ, doing, key, function);
  }

  private <T> T at(Right right, String doing, String key, PathFunction<T> function)
      throws IOException {
    return LocalErrors.at(
        right, doing, disk.paths().describe(key), () -> function.apply(disk.paths().of(key)));
  }

  private void run(Right right, String doing, String key, PathAction action) throws IOException {
    LocalErrors.at(
        right,
        doing,
        disk.paths().describe(key),
        () -> {
          action.accept(disk.paths().of(key));
          return null;
        });
  }

  private static PartSizes partSizes(
      LocalOptions options, LocalAttributes attributes, Optional<DirectAccess> direct)
      throws IOException {
    int unit = 1;
    if (direct.isPresent()) {
      Path existing = existingAt(options.root());
      unit = Math.max(1, direct.get().blockBytes(existing, attributes.status(existing)));
    }
    int bytes = (options.partBytes() + unit - 1) / unit * unit;
    return new PartSizes(bytes, 0, bytes, Integer.MAX_VALUE, unit);
  }

  /** The path, or the nearest one above it that exists. */
  private static Path existingAt(Path path) {
    Path existing = path;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static FileTime time(long millis) {
    return millis == -1 ? null : FileTime.fromMillis(millis);
  }
}
