package io.s3dl.oplog;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** A reader each of whose reads is logged. */
final class LoggedReader implements ObjectReader {

  private final ObjectReader reader;
  private final String key;
  private final Recorder recorder;

  LoggedReader(ObjectReader reader, String key, Recorder recorder) {
    this.reader = reader;
    this.key = key;
    this.recorder = recorder;
  }

  @Override
  public ObjectInfo info() {
    return reader.info();
  }

  @Override
  public long length() {
    return reader.length();
  }

  @Override
  public ByteRange unitAt(long position) {
    return reader.unitAt(position);
  }

  @Override
  public OptionalInt recordedCrc32c() throws IOException {
    return recorder.record(Operation.STAT, key, running -> reader.recordedCrc32c());
  }

  @Override
  public OptionalInt toldCrc32c() throws IOException {
    return reader.toldCrc32c();
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    readFully(position, destination, () -> {});
  }

  @Override
  public void readFully(long position, ByteBuffer destination, Runnable arrived)
      throws IOException {
    int wanted = destination.remaining();
    recorder.record(
        Operation.GET,
        key,
        running -> {
          reader.readFully(position, destination, running.arrivedAnd(arrived));
          running.bytes(wanted);
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
