package io.s3dl.bench.data;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The text of TPC-H's table {@code lineitem}, as dbgen writes it: fields between bars. */
final class LineItems implements Generator {

  /** Of a scale factor of 1: less than there is, so that the rows are never too few. */
  private static final double BYTES_OF_SCALE_1 = 700e6;

  @Override
  public void write(OutputStream out, long bytes) throws IOException {
    double scale = Math.max(0.01, bytes / BYTES_OF_SCALE_1);
    Iterator<LineItem> items = new LineItemGenerator(scale, 1, 1).iterator();
    long written = 0;
    while (written < bytes) {
      byte[] line = (items.next().toLine() + "\n").getBytes(StandardCharsets.US_ASCII);
      out.write(line);
      written += line.length;
    }
  }
}
