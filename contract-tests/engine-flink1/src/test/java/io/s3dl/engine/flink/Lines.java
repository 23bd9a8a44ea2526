package io.s3dl.engine.flink;

import java.time.Duration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;

/** Where streams of lines come from. */
final class Lines {

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Lines() {}

  /** The lines of the files of a directory, those that come later included. */
  static FileSource<String> watch(String directory) {
    return FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(directory))
        .monitorContinuously(INTERVAL)
        .build();
  }
}
