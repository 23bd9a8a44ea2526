package io.s3dl.engine.mr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.codec.SeekableZstdCodec;
import io.s3dl.harness.EngineStore;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Jobs on YARN whose default file system is s3dl, where it keeps its staging and its history as
 * well. Their results are those of the same jobs on {@code file://}.
 */
public class YarnJobsCases {

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private final Cluster cluster = ENGINE.cluster();
  private final Contents contents = new Contents(cluster.local());

  @Test
  public void wordCountOnS3dl() throws Exception {
    Configuration conf = cluster.yarn();

    countWords(conf, cluster.bucket(), "words");

    assertThat(cluster.bucket().keys("staging/history/"))
        .as("the history")
        .anyMatch(key -> key.endsWith(".jhist.s3dl.zst"));
  }

  @Test
  public void wordCountOnFiledl() throws Exception {
    countWords(cluster.uber(), cluster.filedl(), "words");
  }

  private void countWords(Configuration conf, EngineStore store, String name) throws Exception {
    Path input = new Path(store.path(name + "/in"));
    Path inputOnDisk = cluster.onDisk(name + store.root().getScheme() + "/in");
    for (int i = 0; i < 2; i++) {
      byte[] text = Contents.words(5_000, i).getBytes(UTF_8);
      contents.write(new Path(input, i + ".txt"), text);
      contents.write(new Path(inputOnDisk, i + ".txt"), text);
    }
    Path output = new Path(store.path(name + "/out"));
    Path outputOnDisk = cluster.onDisk(name + store.root().getScheme() + "/out");

    Jobs.run(Jobs.wordCount(conf, input, output));
    Jobs.run(Jobs.wordCount(cluster.local(), inputOnDisk, outputOnDisk));

    String counts = contents.text(outputOnDisk);
    assertThat(counts).contains("word0\t");
    assertThat(contents.text(output)).isEqualTo(counts);
    assertThat(StoredFiles.names(store, name))
        .containsExactly(
            "in/0.txt.s3dl.zst", "in/1.txt.s3dl.zst", "out/_SUCCESS", "out/part-r-00000.s3dl.zst");
    StoredFiles.areZstd(store, name + "/in/0.txt.s3dl.zst", name + "/out/part-r-00000.s3dl.zst");
    assertThat(store.bytes(name + "/out/_SUCCESS")).isEmpty();
    assertThat(
            new String(
                ZstdProgram.decompress(store.bytes(name + "/out/part-r-00000.s3dl.zst")), UTF_8))
        .isEqualTo(counts);
  }

  /** The job on YARN reads what the codec has compressed, in splits, and has it compress again. */
  @Test
  public void sequenceFilesOfTheCodec() throws Exception {
    Path lines = new Path(cluster.bucket().path("sequence/lines.txt"));
    Path linesOnDisk = cluster.onDisk("sequence/lines.txt");
    Path records = new Path(cluster.bucket().path("sequence/records"));
    Path copy = new Path(cluster.bucket().path("sequence/copy"));
    for (Path file : List.of(lines, linesOnDisk)) {
      contents.write(file, Contents.bytes(Contents.lines(8_000, 7)));
    }

    Jobs.run(Jobs.textToSequence(compressing(cluster.local()), lines, records));
    Jobs.run(Jobs.copySequence(compressing(splitting(cluster.uber())), records, copy));

    assertThat(texts(copy)).hasSize(8_000).isEqualTo(textsOnDisk(linesOnDisk));
    assertThat(StoredFiles.names(cluster.bucket(), "sequence/records"))
        .containsExactly("_SUCCESS", "part-m-00000.s3dl.zst");
    assertThat(StoredFiles.names(cluster.bucket(), "sequence/copy"))
        .contains("_SUCCESS", "part-m-00000.s3dl.zst", "part-m-00001.s3dl.zst");
    StoredFiles.areZstd(cluster.bucket(), "sequence/copy/part-m-00001.s3dl.zst");
    for (Path part : contents.parts(copy)) {
      try (SequenceFile.Reader reader =
          new SequenceFile.Reader(cluster.local(), SequenceFile.Reader.file(part))) {
        assertThat(reader.isBlockCompressed()).isTrue();
        assertThat(reader.getCompressionCodec()).isInstanceOf(SeekableZstdCodec.class);
        assertThat(reader.next(new LongWritable(), new Text())).isTrue();
      }
    }
  }

  /** The same on {@code file://}. */
  private List<String> textsOnDisk(Path lines) throws Exception {
    Path records = cluster.onDisk("sequence/records");
    Path copy = cluster.onDisk("sequence/copy");
    Jobs.run(Jobs.textToSequence(compressing(cluster.local()), lines, records));
    Jobs.run(Jobs.copySequence(compressing(splitting(cluster.local())), records, copy));
    return texts(copy);
  }

  private List<String> texts(Path records) throws Exception {
    Path text = cluster.onDisk("sequence/text-" + records.toUri().getScheme());
    Jobs.run(Jobs.sequenceToText(cluster.local(), records, text));
    return contents.sortedLines(text);
  }

  private static Configuration compressing(Configuration conf) {
    conf.setBoolean("mapreduce.output.fileoutputformat.compress", true);
    conf.set("mapreduce.output.fileoutputformat.compress.type", "BLOCK");
    conf.set("mapreduce.output.fileoutputformat.compress.codec", SeekableZstdCodec.class.getName());
    // Several blocks.
    conf.setInt("io.seqfile.compress.blocksize", 8_000);
    return conf;
  }

  /** Splits are as small as this format has them: 100 KiB. */
  private static Configuration splitting(Configuration conf) {
    conf.setInt("mapreduce.input.fileinputformat.split.maxsize", 1);
    return conf;
  }
}
