package io.s3dl.store.local;

import io.s3dl.store.Leftover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Deletes a file only if it is the one that is meant: it is taken out of its name first, so that
 * what is compared is what is deleted, and given it back if it is another one. Its name meanwhile
 * tells what is due, and that may be done by anybody and twice; so no lock is needed, and a
 * withdrawn file whose deleter died is never lost. Safe for use by several threads and processes.
 */
final class Withdrawals {

  private final LocalAttributes attributes;
  private final Publication publication;

  Withdrawals(LocalAttributes attributes, Publication publication) {
    this.attributes = attributes;
    this.publication = publication;
  }

  /** Deletes a file if it has this ETag. */
  void deleteIfMatch(Path path, String etag) throws IOException {
    String name = WithdrawnName.of(path.getFileName().toString(), etag);
    Path withdrawn = path.resolveSibling(name);
    try {
      if (!attributes.status(path).etag().equals(Optional.of(etag))) {
        return;
      }
      Files.move(path, withdrawn, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // deleted already
    }
    settle(withdrawn, path, WithdrawnName.parse(name).orElseThrow());
  }

  /** What a withdrawn file is; empty if it is gone. */
  Optional<Leftover.Kind> kindOf(Path withdrawn, WithdrawnName name) throws IOException {
    Optional<Path> original = name.original().map(withdrawn::resolveSibling);
    return original.isPresent()
        ? kindOf(withdrawn, original.get(), name)
        : kindOf(withdrawn, withdrawn, name)
            .map(kind -> kind == Leftover.Kind.DELETED ? kind : Leftover.Kind.NAMELESS);
  }

  /** Deletes a withdrawn file or gives it back; what has no name to go back to stays. */
  Optional<Leftover.Kind> settle(Path withdrawn, WithdrawnName name) throws IOException {
    if (name.original().isPresent()) {
      return settle(withdrawn, withdrawn.resolveSibling(name.original().get()), name);
    }
    Optional<Leftover.Kind> kind = kindOf(withdrawn, name);
    if (kind.equals(Optional.of(Leftover.Kind.DELETED))) {
      Files.deleteIfExists(withdrawn);
    }
    return kind;
  }

  private Optional<Leftover.Kind> settle(Path withdrawn, Path original, WithdrawnName name)
      throws IOException {
    Optional<Leftover.Kind> kind = kindOf(withdrawn, original, name);
    if (kind.equals(Optional.of(Leftover.Kind.DISPLACED))) {
      try {
        publication.giveBack(withdrawn, original);
      } catch (NoSuchFileException e) {
        return Optional.empty(); // somebody else has done it
      }
    } else if (kind.isPresent() && kind.get().isRubbish()) {
      Files.deleteIfExists(withdrawn);
    }
    return kind;
  }

  private Optional<Leftover.Kind> kindOf(Path withdrawn, Path original, WithdrawnName name)
      throws IOException {
    Optional<String> etag;
    try {
      etag = attributes.statusForListing(withdrawn).etag();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (name.isMeant(etag)) {
      return Optional.of(Leftover.Kind.DELETED);
    }
    if (Files.isDirectory(original, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(Leftover.Kind.NAMELESS); // a directory has taken its name
    }
    return Optional.of(
        Publication.existsItself(original) ? Leftover.Kind.SUPERSEDED : Leftover.Kind.DISPLACED);
  }
}
