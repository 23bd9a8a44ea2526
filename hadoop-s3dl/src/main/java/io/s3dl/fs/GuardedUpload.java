package io.s3dl.fs;

import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The upload of a new file, which knows that its name may exist in the other form, or as a
 * directory: looks right before the file becomes visible, and afterwards removes what it saw, and
 * nothing younger.
 */
final class GuardedUpload extends PassingUpload {

  private final Twins twins;
  private final String key;
  private final Form form;
  private final boolean exclusive;

  /**
   * Guards an upload, which is ended through this object.
   *
   * @param key the file's logical key
   * @param exclusive whether no file of that name may exist, in either form
   */
  GuardedUpload(Upload upload, Twins twins, String key, Form form, boolean exclusive) {
    super(upload);
    this.twins = twins;
    this.key = key;
    this.form = form;
    this.exclusive = exclusive;
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return publish(() -> upload().complete(written));
  }

  @Override
  public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    return publish(() -> upload().put(bytes, written));
  }

  @Override
  public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    return publish(() -> upload().put(bytes, written));
  }

  private ObjectInfo publish(Publication publication) throws IOException {
    try (Twins.Replaced other = otherOrAbort()) {
      ObjectInfo info = publication.run();
      other.remove();
      return info;
    }
  }

  private interface Publication {
    ObjectInfo run() throws IOException;
  }

  private Twins.Replaced otherOrAbort() throws IOException {
    boolean mayComplete = false;
    try {
      Twins.Replaced other = twins.otherBefore(key, form, !exclusive);
      mayComplete = true;
      return other;
    } finally {
      if (!mayComplete) {
        abort();
      }
    }
  }
}
