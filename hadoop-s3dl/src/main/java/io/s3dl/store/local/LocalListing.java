package io.s3dl.store.local;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a directory, or all files below it. Of each directory on the way the names are in memory,
 * nothing else; a file is looked at when its turn comes, and passed over if it is gone by then.
 */
final class LocalListing implements ObjectIterator {

  private static final Logger LOG = LoggerFactory.getLogger(LocalListing.class);

  private final LocalDisk disk;
  private final boolean recursive;
  private final Deque<Level> levels = new ArrayDeque<>();
  private ObjectInfo ahead;
  private boolean warned;

  private LocalListing(LocalDisk disk, boolean recursive) {
    this.disk = disk;
    this.recursive = recursive;
  }

  /** Reads the names in the directory that a prefix stands for. */
  static LocalListing of(LocalDisk disk, String prefix, boolean recursive) throws IOException {
    String key = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    LocalListing listing = new LocalListing(disk, recursive);
    Path directory = disk.paths().of(key);
    if (!disk.attributes().status(directory).directory()) {
      throw new NotDirectoryException(directory.toString());
    }
    listing.levels.push(listing.new Level(key, directory));
    return listing;
  }

  @Override
  public boolean hasNext() throws IOException {
    if (ahead == null) {
      ahead = advance();
    }
    return ahead != null;
  }

  @Override
  public ObjectInfo next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException("The listing of " + disk.paths().root() + " has ended");
    }
    ObjectInfo info = ahead;
    ahead = null;
    return info;
  }

  @Override
  public void close() {
    levels.clear();
    ahead = null;
  }

  /** The order of the UTF-8 bytes, that is, of the code points. */
  static int compareAsUtf8(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean beyond = Character.isSurrogate(x);
        return beyond == Character.isSurrogate(y) ? x - y : beyond ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  private ObjectInfo advance() throws IOException {
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      Optional<ObjectInfo> entry =
          LocalErrors.reading("listing", level.directory.toString(), level::poll);
      if (entry.isEmpty()) {
        levels.pop();
      } else if (!recursive || !entry.get().directory()) {
        return entry.get();
      } else if (!entry.get().symlink()) { // a link may lead back up
        descend(entry.get().key());
      }
    }
    return null;
  }

  private void descend(String key) throws IOException {
    Path directory = disk.paths().of(key);
    try {
      levels.push(new Level(key, directory));
    } catch (NoSuchFileException | NotDirectoryException e) {
      LOG.debug("{} is gone since it was listed", directory);
    } catch (IOException e) {
      throw LocalErrors.translate(e, LocalErrors.Right.READ, "listing", directory.toString());
    }
  }

  /** One directory and how far its listing is. */
  private final class Level {

    private final Path directory;
    private final String keyPrefix;
    private final List<String> names = new ArrayList<>();
    private int next;

    /**
     * Directories whose turn has not come: everything in {@code a} sorts as {@code a/}, and so
     * after the file {@code a.txt}, though the name {@code a} sorts before it.
     */
    private final Deque<ObjectInfo> heldBack = new ArrayDeque<>();

    Level(String key, Path directory) throws IOException {
      this.directory = directory;
      keyPrefix = key.isEmpty() ? "" : key + "/";
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (!TemporaryNames.isHidden(name)) {
            names.add(name);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      names.sort(LocalListing::compareAsUtf8);
    }

    Optional<ObjectInfo> poll() throws IOException {
      while (next < names.size()) {
        String name = names.get(next);
        if (!heldBack.isEmpty() && !precedesContent(name, heldBack.peek().name())) {
          return Optional.of(heldBack.pop());
        }
        next++;
        Optional<ObjectInfo> info = look(name);
        if (info.isPresent() && mustWait(info.get())) {
          heldBack.push(info.get());
        } else if (info.isPresent()) {
          return info;
        }
      }
      return Optional.ofNullable(heldBack.poll());
    }

    private boolean mustWait(ObjectInfo info) {
      return recursive
          && info.directory()
          && next < names.size()
          && precedesContent(names.get(next), info.name());
    }

    private static boolean precedesContent(String name, String directoryName) {
      int length = directoryName.length();
      return name.length() > length && name.startsWith(directoryName) && name.charAt(length) < '/';
    }

    private Optional<ObjectInfo> look(String name) throws IOException {
      try {
        Path path = directory.resolve(name);
        FileStatus status = disk.attributes().statusForListing(path);
        return Optional.of(disk.attributes().info(keyPrefix + name, path, status));
      } catch (NoSuchFileException | InvalidPathException e) {
        if (!LocalPaths.mayBeUndecodable(name)) {
          LOG.debug("{} is gone since {} was listed", name, directory);
        } else if (!warned) {
          warned = true;
          LOG.warn(
              "{} in {} is left out: its name cannot be decoded. If it is UTF-8, start the JVM"
                  + " with LC_ALL=C.UTF-8; else rename it",
              name,
              directory);
        }
        return Optional.empty();
      }
    }
  }
}
