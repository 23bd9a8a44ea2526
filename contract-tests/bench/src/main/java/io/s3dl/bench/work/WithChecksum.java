package io.s3dl.bench.work;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A contender and, after it, a CRC32C of as many bytes: what both cost together. */
final class WithChecksum implements Contender {

  private static final int PIECE_BYTES = 1 << 20;

  private final Contender contender;
  private final long bytes;

  WithChecksum(Contender contender, long bytes) {
    this.contender = contender;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return contender.name() + " and a CRC32C";
  }

  @Override
  public String how() {
    return contender.how()
        + "; and `java.util.zip.CRC32C` over as many bytes, 1 MiB of memory again and again";
  }

  @Override
  public void prepare() throws IOException {
    contender.prepare();
  }

  @Override
  public Sample run() throws IOException {
    Sample without = contender.run();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    Sample checksum =
        Meter.measure(
            bytes,
            () -> {
              CRC32C crc = new CRC32C();
              for (long at = 0; at < bytes; at += PIECE_BYTES) {
                crc.update(piece.clear().limit((int) Math.min(PIECE_BYTES, bytes - at)));
              }
            });
    return Sample.of(
        Metric.CPU_SECONDS_PER_GIB,
        without.require(Metric.CPU_SECONDS_PER_GIB) + checksum.require(Metric.CPU_SECONDS_PER_GIB));
  }

  @Override
  public void tidy() throws IOException {
    contender.tidy();
  }
}
