package io.s3dl.engine.flink;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/** Writes a file of what each task gets, and says which. */
final class PartFiles<T> implements MapPartitionFunction<T, String> {

  private static final long serialVersionUID = 1;

  private final BulkWriter.Factory<T> format;
  private final String directory;
  private final String suffix;

  PartFiles(BulkWriter.Factory<T> format, String directory, String suffix) {
    this.format = format;
    this.directory = directory;
    this.suffix = suffix;
  }

  @Override
  public void mapPartition(Iterable<T> values, Collector<String> names) throws IOException {
    Path file = new Path(directory, "part-" + UUID.randomUUID() + suffix);
    try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      BulkWriter<T> writer = format.create(out);
      for (T value : values) {
        writer.addElement(value);
      }
      writer.flush();
      writer.finish();
    }
    names.collect(file.toString());
  }
}
