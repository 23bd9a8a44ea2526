package io.s3dl.fs;

import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * New files in stores where each look is a request: what was seen when the file was created is what
 * counts when it is published, and is then removed if it is still the same.
 */
final class FlatNewFiles implements NewFiles {

  private final Twins twins;
  private final Namespace namespace;
  private final Executor io;

  /**
   * Creates it.
   *
   * @param io where a look is made while the file is being written
   */
  FlatNewFiles(Twins twins, Namespace namespace, Executor io) {
    this.twins = twins;
    this.namespace = namespace;
    this.io = io;
  }

  @Override
  public Upload keepingToOneForm(Upload upload, NewFile file) throws IOException {
    boolean begun = false;
    try {
      Upload keeping = new Keeping(upload, file, file.quick() ? looking(file) : known(file));
      begun = true;
      return keeping;
    } finally {
      if (!begun) {
        upload.abort();
      }
    }
  }

  private static Beside<Optional<ObjectInfo>> known(NewFile file) {
    return Beside.known(file.before().otherThan(file.form()).map(Entry::info));
  }

  /** A compressed form would hide the new plain one; a plain one is hidden by the new one. */
  private Beside<Optional<ObjectInfo>> looking(NewFile file) throws IOException {
    return file.form() == Form.COMPRESSED
        ? Beside.known(Optional.empty())
        : Beside.begin(io, () -> namespace.formOf(file.key(), Form.COMPRESSED));
  }

  /** A store may lose the answer to a write, which is then known by its id. */
  @Override
  public Optional<UUID> idOf(WriteOptions options) {
    return Optional.of(options.writeId());
  }

  private final class Keeping extends PassingUpload {
    private final String key;
    private final boolean exclusive;
    private final Beside<Optional<ObjectInfo>> other;

    Keeping(Upload upload, NewFile file, Beside<Optional<ObjectInfo>> other) {
      super(upload);
      this.key = file.key();
      this.exclusive = file.exclusive();
      this.other = other;
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      Optional<ObjectInfo> seen = other();
      return without(seen, upload().complete(written));
    }

    @Override
    public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
      Optional<ObjectInfo> seen = other();
      return without(seen, upload().put(bytes, written));
    }

    @Override
    public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
      Optional<ObjectInfo> seen = other();
      return without(seen, upload().put(bytes, written));
    }

    private Optional<ObjectInfo> other() throws IOException {
      Optional<ObjectInfo> seen = other.end("looking for " + namespace.text(key));
      if (seen.isPresent() && exclusive) {
        throw new FileAlreadyExistsException(
            namespace.text(key), null, "it exists in its other form");
      }
      return seen;
    }

    private ObjectInfo without(Optional<ObjectInfo> seen, ObjectInfo published) throws IOException {
      if (seen.isPresent()) {
        twins.removeReplaced(seen.get(), published);
      }
      return published;
    }

    @Override
    public void abort() {
      other.abandon();
      super.abort();
    }
  }
}
