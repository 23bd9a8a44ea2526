package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.util.LineReader;

/**
 * A SequenceFile with a record for each line.
 *
 * @param type what is compressed: each record, or blocks of them
 */
record SequenceForm(CompressionCodec codec, CompressionType type, Configuration conf)
    implements FileForm {

  @Override
  public String name() {
    return codec.getClass().getSimpleName() + ", " + type;
  }

  @Override
  public String howWritten() {
    return "`SequenceFile.Writer`, a record for each line, to a file that is not forced to the"
        + " disk";
  }

  @Override
  public String howRead() {
    return "`SequenceFile.Reader.next(key, value)`";
  }

  @Override
  public void write(DataSet data, Path file) throws IOException {
    try (InputStream source = Files.newInputStream(data.file());
        LineReader lines = new LineReader(source, ApiWrite.PIECE_BYTES);
        SequenceFile.Writer writer =
            SequenceFile.createWriter(
                conf,
                SequenceFile.Writer.file(path(file)),
                SequenceFile.Writer.keyClass(LongWritable.class),
                SequenceFile.Writer.valueClass(Text.class),
                SequenceFile.Writer.compression(type, codec))) {
      LongWritable key = new LongWritable();
      Text value = new Text();
      long at = 0;
      for (int taken = lines.readLine(value); taken > 0; taken = lines.readLine(value)) {
        // The key is where the line ends, so that the last one tells how long the data set is.
        at += taken;
        key.set(at);
        writer.append(key, value);
      }
    }
  }

  @Override
  public long read(Path file) throws IOException {
    LongWritable key = new LongWritable();
    Text value = new Text();
    try (SequenceFile.Reader reader =
        new SequenceFile.Reader(conf, SequenceFile.Reader.file(path(file)))) {
      long values = 0;
      while (reader.next(key, value)) {
        values += value.getLength();
      }
      if (values == 0) {
        throw new IOException("The records are empty");
      }
    }
    return key.get();
  }

  private static org.apache.hadoop.fs.Path path(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }
}
