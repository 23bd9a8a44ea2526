package io.s3dl.store.local;

import io.s3dl.store.Leftover;
import io.s3dl.store.Leftover.Kind;
import io.s3dl.store.local.WriterLock.Writer;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides, for whoever asks, what the names are that stand for no object, and removes what dead
 * writers left. Safe for use by several threads and processes.
 */
final class Leftovers {

  private final LocalDisk disk;

  Leftovers(LocalDisk disk) {
    this.disk = disk;
  }

  /** All of a directory, ordered by their keys. */
  List<Leftover> in(String directory) throws IOException {
    List<Leftover> found = new ArrayList<>();
    Path path = disk.paths().of(directory);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (UndecodableNames.isOne(path, entry)) {
          found.add(
              new Leftover(key(directory, encoded(entry)), Kind.UNDECODABLE, Optional.empty()));
        } else if (name.startsWith(TemporaryNames.RESERVED)) {
          kindOf(entry).ifPresent(kind -> found.add(leftover(key(directory, name), kind)));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    // What is gone by now was a living writer's, and no finding.
    found.removeIf(
        leftover ->
            leftover.kind() != Kind.UNDECODABLE
                && !Publication.existsItself(path.resolve(nameOf(leftover.key()))));
    found.sort((a, b) -> LocalListing.compareAsUtf8(a.key(), b.key()));
    return found;
  }

  /** What a reserved name stands for now; empty if it is gone. */
  Optional<Kind> kindOf(Path path) throws IOException {
    return decide(path, false);
  }

  /** Mends one of them, if it can be mended. */
  Optional<Leftover> settle(String key) throws IOException {
    return settle(disk.paths().of(key)).map(kind -> leftover(key, kind));
  }

  /** Mends one of them, if it can be mended, and tells what it was; empty if it is gone. */
  Optional<Kind> settle(Path path) throws IOException {
    return decide(path, true);
  }

  private Optional<Kind> decide(Path path, boolean settle) throws IOException {
    String name = path.getFileName().toString();
    try {
      FileStatus status = disk.attributes().statusOfPath(path);
      Optional<WithdrawnName> withdrawn = WithdrawnName.parse(name);
      if (withdrawn.isPresent() && !status.directory()) {
        return settle
            ? disk.withdrawals().settle(path, withdrawn.get())
            : disk.withdrawals().kindOf(path, withdrawn.get());
      }
      boolean ours = TemporaryNames.isTemporary(name) || TemporaryNames.isWaiting(name);
      if (!ours || !status.regular() || status.link()) {
        return Optional.of(Kind.FOREIGN);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    WriterLock.Action ifDead = settle ? () -> Files.deleteIfExists(path) : () -> {};
    return kind(
        TemporaryNames.isTemporary(name)
            ? WriterLock.whoWrites(path, ifDead)
            : whoClaims(path, ifDead));
  }

  /**
   * Whether the writer of a waiting file lives. It was claimed before it got its name, and its
   * claim goes only after it; so without a claim nobody will rename it any more.
   */
  private static Writer whoClaims(Path waiting, WriterLock.Action ifDead) throws IOException {
    String waitingName = waiting.getFileName().toString();
    try (DirectoryStream<Path> claims =
        Files.newDirectoryStream(waiting.getParent(), entry -> isClaim(entry, waitingName))) {
      for (Path claim : claims) {
        Writer writer = WriterLock.whoWrites(claim, () -> {});
        if (writer == Writer.ALIVE || writer == Writer.UNKNOWN) {
          return writer;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (!Publication.existsItself(waiting)) {
      return Writer.NONE; // renamed, and then its claim was given up
    }
    ifDead.run();
    return Writer.DEAD;
  }

  private static boolean isClaim(Path entry, String waiting) {
    String name = entry.getFileName().toString();
    return TemporaryNames.isClaimOn(name, waiting);
  }

  private static Optional<Kind> kind(Writer writer) {
    return switch (writer) {
      case ALIVE -> Optional.of(Kind.BEING_WRITTEN);
      case DEAD -> Optional.of(Kind.ABANDONED);
      case UNKNOWN -> Optional.of(Kind.UNKNOWN);
      case NONE -> Optional.empty();
    };
  }

  private static Leftover leftover(String key, Kind kind) {
    String name = nameOf(key);
    return new Leftover(
        key,
        kind,
        WithdrawnName.parse(name)
            .flatMap(WithdrawnName::original)
            .map(original -> key.substring(0, key.length() - name.length()) + original));
  }

  private static String nameOf(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static String key(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** The name with the bytes that it has on the disk, as they stand in a URI. */
  private static String encoded(Path entry) {
    String uri = entry.toAbsolutePath().toUri().getRawPath();
    String name = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
