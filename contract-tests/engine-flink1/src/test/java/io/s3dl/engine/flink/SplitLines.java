package io.s3dl.engine.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.io.DelimitedInputFormat;
import org.apache.flink.core.fs.Path;

/** Reads lines of files that are split, each after the offset of its split and a tabulator. */
final class SplitLines extends DelimitedInputFormat<String> {

  SplitLines(String path) {
    super(new Path(path), null);
  }

  @Override
  public String readRecord(String reuse, byte[] bytes, int offset, int length) {
    return splitStart + "\t" + new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
