package io.s3dl.stream;

import io.s3dl.io.PooledBuffer;
import io.s3dl.io.SpillDirectory;
import io.s3dl.io.SpillFile;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One part while it is filled and sent: in a buffer that becomes larger, or in a file, with a
 * buffer in front of it. For one thread at a time; whoever created it closes it.
 */
final class PartInMaking implements AutoCloseable {

  private final long size;
  private PooledBuffer memory;
  private Optional<SpillFile> file = Optional.empty();

  /** Takes over a first buffer, no larger than the part. */
  PartInMaking(long size, PooledBuffer memory) {
    this.size = size;
    this.memory = memory;
  }

  /** The part's size when it is full. */
  long size() {
    return size;
  }

  /** The bytes it has. */
  long length() {
    long inMemory = memory == null ? 0 : memory.bytes().position();
    return inMemory + file.map(SpillFile::length).orElse(0L);
  }

  boolean isFull() {
    return length() == size;
  }

  boolean isSpilled() {
    return file.isPresent();
  }

  /** Where the next bytes go; may be full though the part is not. */
  ByteBuffer room() {
    return memory.bytes();
  }

  /** Goes on in a larger buffer, which it takes over. */
  void moveTo(PooledBuffer larger) {
    larger.bytes().put(memory.bytes().flip());
    memory.close();
    memory = larger;
  }

  /** Makes room in the buffer by writing it to a file. */
  void spill(SpillDirectory directory) throws IOException {
    if (file.isEmpty()) {
      file = Optional.of(directory.create());
    }
    SpillFile spilled = file.get();
    ByteBuffer bytes = memory.bytes();
    spilled.append(bytes.flip());
    bytes.clear().limit((int) Math.min(bytes.capacity(), size - spilled.length()));
  }

  /** To be called when no bytes follow: what is on disk needs no memory any more. */
  void end() throws IOException {
    if (file.isPresent()) {
      file.get().append(memory.bytes().flip());
      memory.close();
      memory = null;
    }
  }

  /** Sends it, ended, as a part of an upload. */
  void send(Upload upload, int number, long offset) throws IOException {
    if (file.isPresent()) {
      upload.part(number, offset, file.get());
    } else {
      upload.part(number, offset, memory.bytes().flip());
    }
  }

  /** Sends it, ended, as all of an upload. */
  ObjectInfo put(Upload upload, WrittenBytes written) throws IOException {
    return file.isPresent()
        ? upload.put(file.get(), written)
        : upload.put(memory.bytes().flip(), written);
  }

  /** Gives memory and disk back. Closing again does nothing. */
  @Override
  public void close() throws IOException {
    try {
      if (memory != null) {
        memory.close();
      }
    } finally {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }
}
