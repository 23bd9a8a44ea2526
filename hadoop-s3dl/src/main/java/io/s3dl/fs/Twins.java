package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a name to one form. Where both exist the compressed one wins, so the order of removal makes
 * every change a single step for readers: an overwrite publishes the new form and then removes the
 * other; a deletion removes the losing form first, so that nothing comes back to life.
 *
 * <p>Only what was found to exist is deleted, and only as long as it is what was found: a file that
 * another writer published meanwhile is that writer's. Safe for use by several threads.
 */
final class Twins {

  private final ObjectStore store;
  private final Namespace namespace;

  Twins(ObjectStore store, Namespace namespace) {
    this.store = store;
    this.namespace = namespace;
  }

  /**
   * What a file replaces in its other form. Whoever publishes the file asks for this before,
   * removes it after, and closes this at last.
   */
  final class Replaced implements Closeable {
    private final Optional<ObjectInfo> seen;
    private final Optional<Upload> sign;

    private Replaced(Optional<ObjectInfo> seen, Optional<Upload> sign) {
      this.seen = seen;
      this.sign = sign;
    }

    /** Whether there is a file in the other form. */
    boolean isPresent() {
      return seen.isPresent();
    }

    /** Removes what was seen, if that is what is there still. */
    void remove() throws IOException {
      Twins.this.remove(seen);
    }

    @Override
    public void close() {
      sign.ifPresent(Upload::abort);
    }
  }

  /**
   * The other form of a file that is about to be published in {@code form}.
   *
   * <p>Between the publication of a plain form and the removal of the compressed one both exist,
   * and the one that wins is the one that goes. {@link TwinCheck} must not remove the other then,
   * which it would do had the writer died there. So an upload that is never completed stands in the
   * directory as a sign that the writer lives.
   *
   * @param replace whether a file that exists is replaced
   * @throws FileAlreadyExistsException if it is not to be replaced, or if there is a directory of
   *     that name, which the file would hide
   */
  Replaced otherBefore(String key, Form form, boolean replace) throws IOException {
    Optional<ObjectInfo> other = otherForm(key, form);
    if (other.isPresent() && !replace) {
      throw new FileAlreadyExistsException(
          namespace.text(key), null, "another writer has created it");
    }
    if (form == Form.COMPRESSED && namespace.isDirectory(key)) {
      throw new FileAlreadyExistsException(namespace.text(key), null, "it has become a directory");
    }
    boolean needsSign = other.isPresent() && form == Form.PLAIN;
    return new Replaced(
        other,
        needsSign
            ? Optional.of(store.startUpload(other.get().key(), WriteOptions.replacing()))
            : Optional.empty());
  }

  private Optional<ObjectInfo> otherForm(String key, Form form) throws IOException {
    return namespace.formOf(key, form == Form.COMPRESSED ? Form.PLAIN : Form.COMPRESSED);
  }

  private void remove(Optional<ObjectInfo> seen) throws IOException {
    if (seen.isPresent()) {
      remove(seen.get());
    }
  }

  /** Removes one form of a file, if it is what was seen. */
  void remove(ObjectInfo seen) throws IOException {
    Optional<String> etag = seen.etag();
    if (etag.isPresent()) {
      store.deleteIfMatch(seen.key(), etag.get());
    } else {
      delete(seen.key());
    }
  }

  /**
   * Removes the form of a file in whose place the other one has been published. Where a compressed
   * one cannot be removed, what was published goes, which it hides: who goes by the name alone
   * might read it all the same.
   */
  void removeReplaced(ObjectInfo seen, ObjectInfo published) throws IOException {
    try {
      remove(seen);
    } catch (IOException e) {
      if (!PathMapper.isPhysical(seen.name()) || !isGoneAllTheSame(seen, published, e)) {
        throw e;
      }
    }
  }

  /** Takes back what was published, if it is hidden still: only the answer may have been lost. */
  private boolean isGoneAllTheSame(ObjectInfo compressed, ObjectInfo plain, IOException failure) {
    try {
      if (namespace.asStored(compressed.key()).isEmpty()) {
        return true;
      }
      remove(plain);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return false;
  }

  /** Deletes a file that is still what was found, with all that its name stands for. */
  void deleteUnchanged(Entry file) throws IOException {
    removeLosing(file);
    remove(file.info());
  }

  /** Deletes a file that has just been found, with all that its name stands for. */
  void deleteFile(Entry file) throws IOException {
    if (file.hidden().isPresent()) {
      remove(file.hidden().get().plain());
    } else {
      removeLosing(file);
    }
    delete(file.physicalKey());
  }

  /** The plain form that an object hides, if it has a physical name and there is one. */
  Optional<ObjectInfo> hiddenBy(ObjectInfo object) throws IOException {
    return !object.directory() && PathMapper.isPhysical(object.name())
        ? otherForm(PathMapper.logical(object.key()), Form.COMPRESSED)
        : Optional.empty();
  }

  /** Removes the plain form that a compressed file hides, if there is one. */
  void removeLosing(Entry file) throws IOException {
    remove(hiddenBy(file.info()));
  }

  /** Deletes one object. */
  void delete(String physicalKey) throws IOException {
    Map<String, IOException> failures = store.delete(List.of(physicalKey));
    if (!failures.isEmpty()) {
      throw failures.values().iterator().next();
    }
  }
}
