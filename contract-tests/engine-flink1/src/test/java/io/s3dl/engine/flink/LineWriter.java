package io.s3dl.engine.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes lines of text. */
final class LineWriter implements BulkWriter<String> {

  private final FSDataOutputStream out;

  LineWriter(FSDataOutputStream out) {
    this.out = out;
  }

  @Override
  public void addElement(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.sync();
  }
}
