package io.s3dl.store.local;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Tells the files of this process from those of others, whatever class loader or file system object
 * made them: trying the lock of an own file and closing it again would take the lock from its
 * writer. Where two processes look the same, which one pair in four thousand million does, each
 * takes the other's files for its own, and so leaves them alone.
 */
final class ProcessIdentity {

  /** Eight hexadecimal digits. */
  static final String DIGITS = of(ProcessHandle.current());

  private ProcessIdentity() {}

  private static String of(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    CRC32 digest = new CRC32();
    digest.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(process.pid()).putLong(started).flip());
    return String.format(Locale.ROOT, "%08x", digest.getValue());
  }
}
