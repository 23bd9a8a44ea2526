package io.s3dl.fs;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.stream.WriteFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.fs.PathIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload under a reserved name, of which its user has never heard: what goes wrong says which
 * file was to be written.
 */
final class HiddenUpload implements Upload {

  private static final Logger LOG = LoggerFactory.getLogger(HiddenUpload.class);

  /** A step of the write whose errors may speak of the reserved name. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  private final ObjectStore store;
  private final String file;
  private final String reserved;
  private final Upload upload;

  /**
   * Begins an upload.
   *
   * @param key the logical key of the file that is written
   * @param reserved the key under which it is written
   */
  HiddenUpload(ObjectStore store, String key, String reserved, WriteOptions options)
      throws IOException {
    this.store = store;
    this.file = key;
    this.reserved = reserved;
    this.upload = writing(key, () -> store.startUpload(reserved, options));
  }

  /**
   * Runs a step, and names the file in what it throws, whose type is kept where callers go by it.
   */
  static <T> T writing(String key, Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (PathIOException e) { // names it
      throw e;
    } catch (IOException e) {
      throw WriteFailures.again("Error writing /" + key + ": ", e);
    }
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    writing(
        file,
        () -> {
          upload.part(number, offset, bytes);
          return null;
        });
  }

  @Override
  public void part(int number, long offset, SpillFile bytes) throws IOException {
    writing(
        file,
        () -> {
          upload.part(number, offset, bytes);
          return null;
        });
  }

  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    writing(
        file,
        () -> {
          upload.copyPart(number, offset, source, range);
          return null;
        });
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return publish(() -> upload.complete(written));
  }

  @Override
  public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    return publish(() -> upload.put(bytes, written));
  }

  @Override
  public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    return publish(() -> upload.put(bytes, written));
  }

  private ObjectInfo publish(Step<ObjectInfo> publication) throws IOException {
    boolean complete = false;
    try {
      ObjectInfo info = writing(file, publication);
      complete = true;
      return info;
    } finally {
      if (!complete) { // it may be there all the same, and nobody would look for it
        discard(store, reserved);
      }
    }
  }

  /** Deletes an object that has a reserved name; what cannot be deleted is logged. */
  static void discard(ObjectStore store, String reserved) {
    try {
      store
          .delete(List.of(reserved))
          .forEach((key, failure) -> LOG.warn("/{} is left behind", key, failure));
    } catch (IOException e) {
      LOG.warn("/{} is left behind", reserved, e);
    }
  }

  @Override
  public void abort() {
    upload.abort();
  }
}
