package io.s3dl.engine.mr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** What {@code distcp -update} copies: what differs, by length or by checksum, and nothing else. */
@RunWith(Parameterized.class)
public class DistCpUpdateCases {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private final Cluster cluster = ENGINE.cluster();
  private final Contents contents = new Contents(cluster.local());
  private final Copies copies = new Copies(cluster.local());
  private final String from;
  private final String to;

  @Parameterized.Parameters(name = "{0} to {1}")
  public static List<Object[]> parameters() {
    return List.of(
        new Object[] {"hdfs", "s3dl"},
        new Object[] {"s3dl", "hdfs"},
        new Object[] {"hdfs", "filedl"},
        new Object[] {"filedl", "hdfs"});
  }

  public DistCpUpdateCases(String from, String to) {
    this.from = from;
    this.to = to;
  }

  private Path path(String scheme, String name) {
    String below = name + "-" + from + "-" + to;
    return switch (scheme) {
      case "s3dl" -> new Path(cluster.bucket().path(below));
      case "filedl" -> new Path(cluster.filedl().path(below));
      default -> cluster.onHdfs("at-" + scheme + "/" + below);
    };
  }

  @Test
  public void copiesWhatHasChanged() throws Exception {
    Path source = path(from, "update");
    Path target = path(to, "update");
    copies.fill(source);
    Copies.assertCopied(copies.run("-update", source, target), Copies.FILES, 0);
    Copies.assertCopied(copies.run("-update", source, target), 0, Copies.FILES);

    flip(new Path(source, Copies.TEXT));
    contents.write(new Path(source, "new.txt"), "new".getBytes(UTF_8));
    contents.write(new Path(target, "old.txt"), "old".getBytes(UTF_8));
    Copies.assertCopied(copies.run("-update", "-delete", source, target), 2, Copies.FILES - 1);

    copies.assertSame(source, target);
  }

  @Test
  public void noticesDamage() throws Exception {
    Path source = path(from, "damage");
    Path target = path(to, "damage");
    copies.fill(source);
    Copies.assertCopied(copies.run("-update", source, target), Copies.FILES, 0);

    Path newer = new Path(target, Copies.PLAIN);
    flip(newer);
    setAge(newer, new Path(source, Copies.PLAIN), DAY);

    // By length and time alone the newer copy is as good as any.
    copies.run("-update", "-skipcrccheck", source, target);
    assertThat(contents.read(newer)).isNotEqualTo(contents.read(new Path(source, Copies.PLAIN)));
    Path older = new Path(target, Copies.TEXT);
    flip(older);
    setAge(older, new Path(source, Copies.TEXT), -DAY);
    Copies.assertCopied(copies.run("-update", source, target), 2, Copies.FILES - 2);
    copies.assertSame(source, target);
  }

  /** Changes a byte, and not the length. */
  private void flip(Path file) throws IOException {
    byte[] content = contents.read(file);
    content[content.length / 2] ^= 1;
    contents.write(file, content);
  }

  private void setAge(Path file, Path other, long millis) throws IOException {
    FileSystem fs = file.getFileSystem(cluster.local());
    long time = other.getFileSystem(cluster.local()).getFileStatus(other).getModificationTime();
    fs.setTimes(file, time + millis, -1);
    assertThat(fs.getFileStatus(file).getModificationTime()).isEqualTo(time + millis);
  }
}
