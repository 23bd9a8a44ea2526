package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.codec.SeekableZstdCodec;
import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Test;

/** Text in files that are called {@code .zst}, which jobs split, and which they write. */
public class CodecCases {

  private static final String SPLIT = "mapreduce.input.fileinputformat.split.maxsize";
  private static final List<String> LINES = Contents.lines(2_000, 1);

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private final Cluster cluster = ENGINE.cluster();
  private final Contents contents = new Contents(cluster.local());

  @Test
  public void splitsOnS3dl() throws Exception {
    readInSplits(new Path(cluster.bucket().path("splits/lines.zst")), "s3dl");
  }

  @Test
  public void splitsOnHdfs() throws Exception {
    readInSplits(cluster.onHdfs("splits/lines.zst"), "hdfs");
  }

  /** Each split makes a file, so that their number is that of the splits that had lines. */
  private void readInSplits(Path file, String name) throws Exception {
    writeByCodec(file, LINES);

    for (int size : List.of(1_000, 4_096, 30_011)) {
      Path output = cluster.onDisk("splits/" + name + size);
      copyInSplits(file, size, output);
      assertThat(contents.sortedLines(output)).as("splits of %s", size).isEqualTo(LINES);
      assertThat(partsWithLines(output))
          .as("splits of %s", size)
          .isGreaterThan(Math.max(1, 10_000 / size));
    }
  }

  @Test
  public void splitsOfOneByte() throws Exception {
    List<String> lines =
        LINES.stream().limit(60).map(line -> line.substring(0, 6) + " same".repeat(14)).toList();
    Path file = new Path(cluster.bucket().path("splits/few.zst"));
    writeByCodec(file, lines);
    long length = length(file);

    Path output = cluster.onDisk("splits/one");
    copyInSplits(file, 1, output);

    assertThat(contents.parts(output)).hasSize(Math.toIntExact(length));
    assertThat(contents.sortedLines(output)).isEqualTo(lines);
    assertThat(partsWithLines(output)).isGreaterThan(1);
  }

  @Test
  public void oneFrameOfAnotherProgramIsReadOnce() throws Exception {
    Path file = new Path(cluster.bucket().path("splits/foreign.zst"));
    contents.write(file, ZstdProgram.compress(Contents.bytes(LINES)));

    Path output = cluster.onDisk("splits/foreign");
    copyInSplits(file, 4_096, output);

    assertThat(contents.sortedLines(output)).isEqualTo(LINES);
    assertThat(contents.parts(output)).hasSizeGreaterThan(2);
    assertThat(partsWithLines(output)).isEqualTo(1);
  }

  /** HDFS tells no names, either, and the codec finds them. */
  @Test
  public void anObjectOfOthersUnderOurNameIsAnErrorOnHdfs() throws Exception {
    Path file = cluster.onHdfs("splits/lines.s3dl.zst");
    contents.write(file, ZstdProgram.compress(Contents.bytes(LINES)));
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(cluster.local());

    assertThatThrownBy(
            () -> {
              FileSystem hdfs = file.getFileSystem(cluster.local());
              try (InputStream in = codec.createInputStream(hdfs.open(file))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("splits/lines.s3dl.zst");
  }

  @Test
  public void outputOnS3dlIsReadByTheProgram() throws Exception {
    writesCompressed(cluster.bucket());
  }

  @Test
  public void outputOnFiledlIsReadByTheProgram() throws Exception {
    writesCompressed(cluster.filedl());
  }

  private void writesCompressed(EngineStore store) throws Exception {
    Path lines = new Path(store.path("compressed/in/lines.txt"));
    contents.write(lines, Contents.bytes(LINES));
    Path output = new Path(store.path("compressed/out"));
    Configuration conf = cluster.local();
    conf.setBoolean("mapreduce.output.fileoutputformat.compress", true);
    conf.set("mapreduce.output.fileoutputformat.compress.codec", SeekableZstdCodec.class.getName());

    Jobs.run(Jobs.copyLines(conf, lines, output));

    // The codec has compressed them: they are not compressed once more.
    assertThat(StoredFiles.names(store, "compressed/out"))
        .containsExactly("_SUCCESS", "part-m-00000.zst");
    byte[] stored = store.bytes("compressed/out/part-m-00000.zst");
    assertThat(stored.length).isLessThan(Contents.bytes(LINES).length * 3 / 4);
    assertThat(ZstdProgram.decompress(stored)).isEqualTo(Contents.bytes(LINES));
    Path again = cluster.onDisk("compressed/" + store.root().getScheme());
    copyInSplits(output, 10_000, again);
    assertThat(contents.sortedLines(again)).isEqualTo(LINES);
  }

  private void copyInSplits(Path input, long size, Path output) throws Exception {
    Configuration conf = cluster.local();
    conf.setLong(SPLIT, size);
    Jobs.run(Jobs.copyLines(conf, input, output));
  }

  private long partsWithLines(Path output) throws IOException {
    long count = 0;
    for (Path part : contents.parts(output)) {
      if (length(part) > 0) {
        count++;
      }
    }
    return count;
  }

  private long length(Path file) throws IOException {
    return file.getFileSystem(cluster.local()).getFileStatus(file).getLen();
  }

  private void writeByCodec(Path file, List<String> lines) throws IOException {
    Configuration conf = cluster.local();
    conf.setInt("fs.s3dl.frame.size", 4_096);
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    try (OutputStream out = codec.createOutputStream(file.getFileSystem(conf).create(file, true))) {
      out.write(Contents.bytes(lines));
    }
  }
}
