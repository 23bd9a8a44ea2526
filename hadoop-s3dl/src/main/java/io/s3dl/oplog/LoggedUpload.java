package io.s3dl.oplog;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An upload each of whose parts is logged, and its end. */
final class LoggedUpload implements Upload {

  private final Upload upload;
  private final String key;
  private final Recorder recorder;
  private volatile boolean published;

  LoggedUpload(Upload upload, String key, Recorder recorder) {
    this.upload = upload;
    this.key = key;
    this.recorder = recorder;
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    recorder.record(
        Operation.PUT,
        key,
        running -> {
          upload.part(number, offset, bytes);
          running.bytes(length);
          return null;
        });
  }

  @Override
  public void part(int number, long offset, SpillFile bytes) throws IOException {
    recorder.record(
        Operation.PUT,
        key,
        running -> {
          upload.part(number, offset, bytes);
          running.bytes(bytes.length());
          return null;
        });
  }

  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    recorder.record(
        Operation.COPY,
        LoggedObjectStore.fromTo(source.key(), key),
        running -> {
          upload.copyPart(number, offset, source, range);
          running.bytes(range.length());
          return null;
        });
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return recorder.record(
        Operation.COMPLETE, key, running -> publishedAs(upload.complete(written)));
  }

  @Override
  public ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
    return recorder.record(
        Operation.COMPLETE, key, running -> publishedAs(upload.completeIfAbsent(written)));
  }

  @Override
  public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    int length = bytes.remaining();
    return recorder.record(
        Operation.PUT,
        key,
        running -> {
          ObjectInfo info = publishedAs(upload.put(bytes, written));
          running.bytes(length);
          return info;
        });
  }

  @Override
  public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    return recorder.record(
        Operation.PUT,
        key,
        running -> {
          ObjectInfo info = publishedAs(upload.put(bytes, written));
          running.bytes(bytes.length());
          return info;
        });
  }

  private ObjectInfo publishedAs(ObjectInfo info) {
    published = true;
    return info;
  }

  /** Logged unless there is nothing left to discard. */
  @Override
  public void abort() {
    if (published) {
      upload.abort();
      return;
    }
    Running running = recorder.begin(Operation.ABORT, key);
    try {
      upload.abort();
    } finally {
      running.end();
    }
  }
}
