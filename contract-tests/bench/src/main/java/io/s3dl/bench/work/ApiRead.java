package io.s3dl.bench.work;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Reads a file from its first byte to its last as a program does, from open to close. */
final class ApiRead implements Contender {

  private final Lab lab;
  private final String name;
  private final Mount mount;
  private final String fileName;
  private final long bytes;
  private final List<Path> inputs;

  /**
   * A reader of a file.
   *
   * @param bytes of its content
   * @param inputs the files of the disk that are to be in the page cache
   */
  ApiRead(Lab lab, String name, Mount mount, String fileName, long bytes, List<Path> inputs) {
    this.lab = lab;
    this.name = name;
    this.mount = mount;
    this.fileName = fileName;
    this.bytes = bytes;
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String how() {
    return "`FileSystem.open`, 64 KiB a `read`, `close`, in a warm JVM";
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(inputs);
  }

  @Override
  public Sample run() throws IOException {
    return Meter.measure(bytes, this::read);
  }

  void read() throws IOException {
    long found = 0;
    try (InputStream in = mount.files().open(mount.path(fileName))) {
      byte[] piece = new byte[ApiWrite.PIECE_BYTES];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        found += count;
      }
    }
    if (found != bytes) {
      throw new IOException("Read " + found + " bytes instead of " + bytes);
    }
  }
}
