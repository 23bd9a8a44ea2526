package io.s3dl.fs;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.stream.WriteFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.hadoop.fs.PathIOException;

/**
 * An upload under a reserved name, of which its user has never heard: what goes wrong says which
 * file was to be written.
 */
final class HiddenUpload implements Upload {

  /** A step of the write whose errors may speak of the reserved name. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  private final String file;
  private final Upload upload;

  /**
   * Names an upload, which is ended through this object.
   *
   * @param key the logical key of the file that is written
   * @param start begins the upload
   */
  HiddenUpload(String key, Step<Upload> start) throws IOException {
    this.file = key;
    this.upload = writing(key, start);
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
  public void copyPart(int number, long offset, String source, ByteRange range) throws IOException {
    writing(
        file,
        () -> {
          upload.copyPart(number, offset, source, range);
          return null;
        });
  }

  @Override
  public ObjectInfo complete(OptionalInt crc32c) throws IOException {
    return writing(file, () -> upload.complete(crc32c));
  }

  @Override
  public void abort() {
    upload.abort();
  }
}
