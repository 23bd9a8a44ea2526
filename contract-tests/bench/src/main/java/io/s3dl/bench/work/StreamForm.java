package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A compressed text, written and read through streams.
 *
 * @param name what tables call it
 * @param writer puts compression around a stream
 * @param reader takes it off
 */
record StreamForm(String name, Wrapping<OutputStream> writer, Wrapping<InputStream> reader)
    implements FileForm {

  /** Puts one stream around another. */
  @FunctionalInterface
  interface Wrapping<S> {
    S around(S stream) throws IOException;
  }

  @Override
  public String howWritten() {
    return "one stream, 64 KiB a `write`, to a file that is not forced to the disk";
  }

  @Override
  public String howRead() {
    return "one stream, 64 KiB a `read`";
  }

  @Override
  public void write(DataSet data, Path file) throws IOException {
    try (InputStream source = Files.newInputStream(data.file());
        OutputStream out = writer.around(Files.newOutputStream(file))) {
      byte[] piece = new byte[ApiWrite.PIECE_BYTES];
      for (int count = source.read(piece); count >= 0; count = source.read(piece)) {
        out.write(piece, 0, count);
      }
    }
  }

  @Override
  public long read(Path file) throws IOException {
    long found = 0;
    try (InputStream in = reader.around(Files.newInputStream(file))) {
      byte[] piece = new byte[ApiWrite.PIECE_BYTES];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        found += count;
      }
    }
    return found;
  }
}
