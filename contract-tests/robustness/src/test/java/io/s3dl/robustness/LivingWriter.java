package io.s3dl.robustness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;

/** A child that writes a file and appends to another for as long as it is not told to stop. */
public final class LivingWriter {

  private static final String WRITTEN = "written";
  private static final String APPENDED = "appended";

  /** Of more than one part. */
  private static final Segment FIRST = new Segment(4, 3 << 20);

  private static final Segment SECOND = new Segment(5, 2 << 20);

  /** What its files have when it has closed them. */
  static final Map<String, List<Segment>> RESULT =
      Map.of(WRITTEN, List.of(FIRST), APPENDED, List.of(FIRST, SECOND));

  private LivingWriter() {}

  /** Arguments: variant, root. */
  public static void main(String[] arguments) throws IOException {
    try (FileSystem fs = Variant.of(arguments[0]).open(Path.of(arguments[1]))) {
      try (FSDataOutputStream out = fs.create(path(APPENDED))) {
        out.write(FIRST.bytes());
      }
      try (FSDataOutputStream written = fs.create(path(WRITTEN));
          FSDataOutputStream appended = fs.append(path(APPENDED))) {
        written.write(FIRST.bytes());
        appended.write(SECOND.bytes());
        Report.say("ready");
        if (System.in.read() < 0) {
          throw new IOException("Nobody is there any more");
        }
      }
    }
    Report.say("closed");
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("/" + name);
  }
}
