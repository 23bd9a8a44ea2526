package io.s3dl.suites;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** What holds the suites of one class within a place of their own. */
interface Confinement {

  /**
   * Makes the place, and the system properties that the suites' default resources refer to.
   *
   * @param directory of the build, for whatever needs one
   */
  void begin(Path directory) throws IOException;

  /** Fails unless a new file system of the scheme under test really is in the place. */
  void prove() throws IOException;

  /** Fails unless a configuration leads to the place and to nothing else. */
  void requireConfined(Configuration conf);

  /** What a suite left that it should have taken away. */
  List<String> leftovers() throws IOException;

  /** Removes the place; nothing can be opened from then on. */
  void end() throws IOException;
}
