package io.s3dl.fs;

import io.s3dl.format.Crc32c;
import io.s3dl.format.Frame;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.hadoop.fs.CompositeCrcFileChecksum;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.util.DataChecksum;

/**
 * Checksums of contents as HDFS computes them in its COMPOSITE_CRC mode, from what is recorded,
 * reading as little as can be. Safe for use by several threads.
 */
final class Checksums {

  /** Does not change a composite CRC; HDFS's default, since it is part of its name. */
  private static final int BYTES_PER_CRC = 512;

  private final Volume volume;
  private final Reads reads;

  Checksums(Volume volume, Reads reads) {
    this.volume = volume;
    this.reads = reads;
  }

  /**
   * The checksum of a file's first {@code length} bytes, or null if it is not known or not to be
   * told.
   *
   * @throws FileNotFoundException if it is a directory
   */
  FileChecksum of(Entry file, long length) throws IOException {
    if (file.isDirectory()) {
      throw new FileNotFoundException("A directory, not a file: " + volume.text(file.key()));
    }
    if (!volume.options().exposeChecksum()) {
      return null;
    }
    OptionalInt crc = file.isCompressed() ? ofCompressed(file, length) : ofPlain(file, length);
    return crc.isEmpty()
        ? null
        : new CompositeCrcFileChecksum(crc.getAsInt(), DataChecksum.Type.CRC32C, BYTES_PER_CRC);
  }

  /** Combines the CRC32Cs of frames; only a frame that is cut is read. */
  private OptionalInt ofCompressed(Entry file, long length) throws IOException {
    if (length >= volume.facts().lengthOf(file)) {
      return OptionalInt.of(reads.indexOf(file).crc32c());
    }
    try (SeekableReader content = reads.openCompressed(file)) {
      int crc = 0;
      long done = 0;
      for (int i = 0; i < content.index().entryCount(); i++) {
        Frame frame = content.index().frame(i);
        if (done + frame.contentBytes() > length) {
          break;
        }
        crc = Crc32c.combine(crc, frame.crc32c(), frame.contentBytes());
        done += frame.contentBytes();
      }
      return OptionalInt.of(withRest(content, crc, done, Math.toIntExact(length - done)));
    }
  }

  private int withRest(SeekableReader content, int crc, long done, int rest) throws IOException {
    if (rest == 0) {
      return crc;
    }
    try (PooledBuffer buffer = volume.buffers().take(rest)) {
      content.readFully(done, buffer.bytes());
      return Crc32c.combine(crc, Crc32c.of(buffer.bytes().flip()), rest);
    }
  }

  private OptionalInt ofPlain(Entry file, long length) throws IOException {
    try (ObjectReader stored = reads.openStored(file)) {
      return length >= stored.length() ? stored.recordedCrc32c() : OptionalInt.empty();
    }
  }
}
