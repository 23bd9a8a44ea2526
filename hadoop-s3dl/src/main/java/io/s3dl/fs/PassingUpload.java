package io.s3dl.fs;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An upload whose parts are those of another one, and whose end is its own. */
abstract class PassingUpload implements Upload {

  private final Upload upload;

  PassingUpload(Upload upload) {
    this.upload = upload;
  }

  /** The one that has the parts. */
  final Upload upload() {
    return upload;
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    upload.part(number, offset, bytes);
  }

  @Override
  public void part(int number, long offset, SpillFile bytes) throws IOException {
    upload.part(number, offset, bytes);
  }

  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    upload.copyPart(number, offset, source, range);
  }

  @Override
  public void abort() {
    upload.abort();
  }
}
