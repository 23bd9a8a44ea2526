package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Writes a data set as a program does, in pieces from memory, from create to close. */
final class ApiWrite implements Contender {

  /** What programs that care for speed write and read at a time. */
  static final int PIECE_BYTES = 64 << 10;

  /** How much of the data set is mapped into memory at a time. */
  private static final long WINDOW_BYTES = 256L << 20;

  private final Lab lab;
  private final String name;
  private final Mount mount;
  private final DataSet data;
  private final Path target;

  ApiWrite(Lab lab, String name, Mount mount, DataSet data, String fileName) {
    this.lab = lab;
    this.name = name;
    this.mount = mount;
    this.data = data;
    this.target = mount.path(fileName);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String how() {
    return "`FileSystem.create`, 64 KiB a `write`, `close`, in a warm JVM"
        + (mount.durability() == Mount.Durability.OF_CLOSE
            ? ", which forces file and directory to the disk"
            : "; then fsync of file, checksum file and directory");
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of(data.file()));
  }

  @Override
  public Sample run() throws IOException {
    return Meter.measure(data.bytes(), this::write);
  }

  void write() throws IOException {
    try (OutputStream out = mount.files().create(target, true);
        FileChannel source = FileChannel.open(data.file())) {
      byte[] piece = new byte[PIECE_BYTES];
      for (long at = 0; at < data.bytes(); at += WINDOW_BYTES) {
        long length = Math.min(WINDOW_BYTES, data.bytes() - at);
        ByteBuffer window = source.map(FileChannel.MapMode.READ_ONLY, at, length);
        while (window.hasRemaining()) {
          int count = Math.min(piece.length, window.remaining());
          window.get(piece, 0, count);
          out.write(piece, 0, count);
        }
      }
    }
    mount.durability().force(target);
  }

  @Override
  public void tidy() throws IOException {
    mount.files().delete(target, false);
  }
}
