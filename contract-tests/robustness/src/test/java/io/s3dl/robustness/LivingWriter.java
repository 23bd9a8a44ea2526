package io.s3dl.robustness;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;

/** A child that writes a file for as long as it is not told to close it. */
public final class LivingWriter {

  /** The file. */
  static final String NAME = "living";

  /** Of more than one part. */
  static final Segment CONTENT = new Segment(4, 3 << 20);

  private LivingWriter() {}

  /** Arguments: variant, root. */
  public static void main(String[] arguments) throws IOException {
    try (FileSystem fs = Variant.of(arguments[0]).open(Path.of(arguments[1]));
        FSDataOutputStream out = fs.create(new org.apache.hadoop.fs.Path("/" + NAME))) {
      out.write(CONTENT.bytes());
      Report.say("ready");
      if (System.in.read() < 0) {
        throw new IOException("Nobody is there any more");
      }
    }
    Report.say("closed");
  }
}
