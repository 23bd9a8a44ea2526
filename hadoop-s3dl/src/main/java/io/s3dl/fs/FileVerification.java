package io.s3dl.fs;

import io.s3dl.format.CorruptObjectException;
import io.s3dl.format.ObjectVerifier;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;

/**
 * What came of reading a file from its first byte to its last and holding it against what was
 * recorded when it was written. A file that fails is an exception, not a result.
 *
 * @param verified whether there was a record to hold it against; false for a plain file without a
 *     checksum, which is not read
 * @param contentBytes the content's length
 */
public record FileVerification(boolean verified, long contentBytes) {

  private static final int PIECE_BYTES = 1 << 20;

  /**
   * Verifies one file.
   *
   * @param contentBytesDone told now and then how much content has been read so far
   * @throws FileNotFoundException if there is no such file, or a directory
   * @throws IOException if the file is damaged or cannot be read; the message says what is wrong
   */
  public static FileVerification of(
      ObjectFileSystem files, Path path, LongConsumer contentBytesDone) throws IOException {
    FileSystemParts parts = files.parts();
    Entry file = parts.namespace().get(files.key(path));
    if (file.isDirectory()) {
      throw new FileNotFoundException(
          "A directory, not a file: " + parts.namespace().text(file.key()));
    }
    return of(parts, file, contentBytesDone);
  }

  /** Verifies one file that was found before, and is still the same. */
  static FileVerification of(FileSystemParts parts, Entry file, LongConsumer contentBytesDone)
      throws IOException {
    String name = file.info().name();
    try (ObjectReader stored = parts.reads().openStored(file)) {
      if (file.kind() != Entry.Kind.PLAIN) {
        return new FileVerification(
            true,
            ObjectVerifier.verify(stored, name, parts.volume().buffers(), contentBytesDone)
                .length());
      }
      OptionalInt recorded = stored.recordedCrc32c();
      if (recorded.isPresent()) {
        crc32cOfPlain(parts, stored, contentBytesDone);
      }
      return new FileVerification(recorded.isPresent(), stored.length());
    }
  }

  /**
   * The CRC32C of a plain file, all of which is read.
   *
   * @throws CorruptObjectException if another one is recorded
   */
  static int crc32cOfPlain(FileSystemParts parts, ObjectReader stored, LongConsumer progress)
      throws IOException {
    CRC32C crc = new CRC32C();
    try (PooledBuffer buffer = parts.volume().buffers().take(PIECE_BYTES)) {
      ByteBuffer piece = buffer.bytes();
      long done = 0;
      while (done < stored.length()) {
        piece.clear().limit((int) Math.min(piece.capacity(), stored.length() - done));
        stored.readFully(done, piece);
        crc.update(piece.flip());
        done += piece.limit();
        progress.accept(done);
      }
    }
    int found = (int) crc.getValue();
    OptionalInt recorded = stored.recordedCrc32c();
    if (recorded.isPresent() && recorded.getAsInt() != found) {
      throw CorruptObjectException.inContent(stored.info().name(), found, recorded.getAsInt());
    }
    return found;
  }
}
