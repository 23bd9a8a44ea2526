package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.tools.DistCp;
import org.apache.hadoop.tools.OptionsParser;
import org.apache.hadoop.tools.mapred.CopyMapper;

/** DistCp, and trees of files for it. */
final class Copies {

  /** A name for which files are not compressed. */
  static final String PLAIN = "deep/random.gz";

  /** A name for which they are. */
  static final String TEXT = "deep/lines.txt";

  /** How many files {@link #fill} writes. */
  static final int FILES = 5;

  private final Configuration conf;
  private final Contents contents;

  Copies(Configuration conf) {
    this.conf = conf;
    this.contents = new Contents(conf);
  }

  /** Files of several blocks and frames, of one, and of none, compressed in the store and not. */
  void fill(Path root) throws IOException {
    byte[] random = new byte[2 * Cluster.HDFS_BLOCK + 1];
    new Random(3).nextBytes(random);
    contents.write(new Path(root, PLAIN), random);
    contents.write(new Path(root, TEXT), Contents.bytes(Contents.lines(5_000, 4)));
    contents.write(new Path(root, "deep/er/few.csv"), Contents.bytes(Contents.lines(3, 5)));
    contents.write(new Path(root, "block"), Arrays.copyOf(random, Cluster.HDFS_BLOCK));
    contents.write(new Path(root, "empty.txt"), new byte[0]);
  }

  /** Runs DistCp to its end, and returns what it has counted. */
  Counters run(Object... arguments) throws Exception {
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    try (Job job = new DistCp(conf, OptionsParser.parse(words)).execute()) {
      assertThat(job.isSuccessful()).isTrue();
      return job.getCounters();
    }
  }

  static void assertCopied(Counters counters, long copied, long skipped) {
    assertThat(counters.findCounter(CopyMapper.Counter.COPY).getValue())
        .as("files copied")
        .isEqualTo(copied);
    assertThat(counters.findCounter(CopyMapper.Counter.SKIP).getValue())
        .as("files skipped")
        .isEqualTo(skipped);
  }

  /**
   * Fails unless two trees have the same files, with the same contents, and checksums that both
   * file systems tell and that are the same. Of an empty file HDFS tells one of another kind, and
   * DistCp asks for none.
   */
  void assertSame(Path expected, Path actual) throws IOException {
    Map<String, Path> sources = files(expected);
    Map<String, Path> copies = files(actual);
    assertThat(copies.keySet()).isEqualTo(sources.keySet());
    for (Map.Entry<String, Path> source : sources.entrySet()) {
      Path copy = copies.get(source.getKey());
      byte[] content = contents.read(source.getValue());
      assertThat(contents.read(copy)).as(source.getKey()).isEqualTo(content);
      if (content.length > 0) {
        assertThat(checksum(copy))
            .as("checksum of %s", source.getKey())
            .isNotNull()
            .isEqualTo(checksum(source.getValue()));
      }
    }
  }

  FileChecksum checksum(Path file) throws IOException {
    return file.getFileSystem(conf).getFileChecksum(file);
  }

  private Map<String, Path> files(Path root) throws IOException {
    FileSystem fs = root.getFileSystem(conf);
    String prefix = fs.makeQualified(root) + "/";
    Map<String, Path> files = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> all = fs.listFiles(root, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      files.put(file.toString().substring(prefix.length()), file);
    }
    return files;
  }
}
