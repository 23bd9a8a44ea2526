package io.s3dl.fs;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * What the publication of a new file takes besides its bytes, which depends on the kind of store.
 * Safe for use by several threads.
 */
interface NewFiles {

  /**
   * A file that is about to be written.
   *
   * @param key its logical key
   * @param exclusive whether no file of that name may exist, in either form
   * @param before what the name stood for when it was created
   * @param quick whether {@code before} has not been looked at, to spare requests
   */
  record NewFile(String key, Form form, boolean exclusive, Standing before, boolean quick) {}

  /**
   * The upload of a file, which keeps its name to one form when it is completed.
   *
   * @param upload ended through what is returned; aborted by this method if it fails
   */
  Upload keepingToOneForm(Upload upload, NewFile file) throws IOException;

  /** What a writer puts into the file to know its own write again. */
  Optional<UUID> idOf(WriteOptions options);

  /** On disks: looks are cheap, and right before the file becomes visible they tell most. */
  static NewFiles onDisk(Twins twins) {
    return new NewFiles() {
      @Override
      public Upload keepingToOneForm(Upload upload, NewFile file) {
        return new GuardedUpload(upload, twins, file.key(), file.form(), file.exclusive());
      }

      /** None: a disk loses no answer. */
      @Override
      public Optional<UUID> idOf(WriteOptions options) {
        return Optional.empty();
      }
    };
  }
}
