package io.s3dl.fs;

import io.s3dl.format.ObjectFormatException;
import io.s3dl.format.ObjectVerifier;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.PathIOException;

/**
 * Stored bytes that are given a physical name by their user: accepted if they verify, so that
 * compressed files can be copied as they are. Safe for use by several threads.
 */
final class RawCopies {

  private final ObjectStore store;
  private final Mover mover;
  private final Removal removal;
  private final Twins twins;
  private final Volume volume;

  /** Removes the plain file that an object has replaced and hides. */
  @FunctionalInterface
  interface Removal {
    void remove(Twins.Replaced replaced, ObjectInfo object, String key) throws IOException;
  }

  RawCopies(Mover mover, Twins twins, Volume volume) {
    this(mover, (replaced, object, key) -> replaced.remove(), twins, volume);
  }

  RawCopies(Mover mover, Removal removal, Twins twins, Volume volume) {
    this.store = volume.store();
    this.mover = mover;
    this.removal = removal;
    this.twins = twins;
    this.volume = volume;
  }

  /**
   * Moves an object that was written under a reserved name to a physical name; deletes it if it is
   * refused.
   *
   * @param replace whether a file of that name, in either form, is replaced
   */
  void accept(ObjectInfo object, String physicalKey, boolean replace) throws IOException {
    boolean accepted = false;
    try {
      move(object, physicalKey, replace);
      accepted = true;
    } finally {
      if (!accepted) {
        HiddenUpload.discard(store, object.key());
      }
    }
  }

  /**
   * Moves an object to a physical name.
   *
   * @param replace whether a file of that name, in either form, is replaced
   * @throws PathIOException if it is no whole compressed object; it stays where it is then
   * @throws java.nio.file.FileAlreadyExistsException if there is a file that is not to be replaced
   */
  void move(ObjectInfo object, String physicalKey, boolean replace) throws IOException {
    verify(object, physicalKey);
    String key = PathMapper.logical(physicalKey);
    try (Twins.Replaced other = twins.otherBefore(key, Form.COMPRESSED, replace)) {
      mover.move(object, physicalKey, replace);
      removal.remove(other, object, key);
    }
  }

  private void verify(ObjectInfo object, String physicalKey) throws IOException {
    try (ObjectReader stored = store.open(object.key(), Optional.of(object))) {
      ObjectVerifier.verify(stored, volume.text(physicalKey), volume.buffers(), done -> {});
    } catch (ObjectFormatException e) {
      throw new PathIOException(
          volume.text(physicalKey),
          "Only a whole compressed file can have a name that ends in "
              + PathMapper.SUFFIX
              + "; use another name, or this one without that ending to have it compressed",
          e);
    }
  }
}
