package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.harness.EngineStore;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.tools.DistCp;
import org.junit.ClassRule;
import org.junit.Test;

/** Trees copied from HDFS to us and back, compared by both sides' checksums. */
public class DistCpCases {

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private final Cluster cluster = ENGINE.cluster();
  private final Copies copies = new Copies(cluster.local());

  @Test
  public void hdfsToS3dlAndBack() throws Exception {
    copyThereAndBack(cluster.bucket(), "there-s3dl");
  }

  @Test
  public void hdfsToFiledlAndBack() throws Exception {
    copyThereAndBack(cluster.filedl(), "there-filedl");
  }

  private void copyThereAndBack(EngineStore store, String name) throws Exception {
    Path source = cluster.onHdfs(name);
    Path there = new Path(store.path(name));
    Path back = cluster.onHdfs(name + "-back");
    copies.fill(source);

    Copies.assertCopied(copies.run("-overwrite", source, there), Copies.FILES, 0);
    Copies.assertCopied(copies.run("-overwrite", there, back), Copies.FILES, 0);

    copies.assertSame(source, there);
    copies.assertSame(source, back);
    // DistCp has written it under a name of its own, which says nothing of what is in it.
    assertStored(store, name, Copies.PLAIN + ".s3dl.zst");
  }

  /** Nothing else is there either: no file under a name of DistCp's own. */
  private static void assertStored(EngineStore store, String name, String random) throws Exception {
    assertThat(StoredFiles.names(store, name))
        .containsExactlyInAnyOrder(
            "block.s3dl.zst",
            "deep/er/few.csv.s3dl.zst",
            "deep/lines.txt.s3dl.zst",
            random,
            "empty.txt.s3dl.zst");
    StoredFiles.areZstd(store, name + "/" + Copies.TEXT + ".s3dl.zst");
  }

  @Test
  public void s3dlToFiledlDirectly() throws Exception {
    Path source = new Path(cluster.bucket().path("direct"));
    Path target = new Path(cluster.filedl().path("direct"));
    copies.fill(source);

    Copies.assertCopied(copies.run("-overwrite", "-direct", source, target), Copies.FILES, 0);

    copies.assertSame(source, target);
    assertStored(cluster.filedl(), "direct", Copies.PLAIN);
  }

  @Test
  public void hdfsToS3dlDirectlyOnYarn() throws Exception {
    Path source = cluster.onHdfs("direct-yarn");
    Path target = new Path(cluster.bucket().path("direct-yarn"));
    copies.fill(source);

    Copies onYarn = new Copies(cluster.uber());
    Copies.assertCopied(
        onYarn.run("-overwrite", "-direct", "-m", 2, source, target), Copies.FILES, 0);

    copies.assertSame(source, target);
    assertStored(cluster.bucket(), "direct-yarn", Copies.PLAIN);
  }

  @Test
  public void differencesOfSnapshotsAreRefused() throws Exception {
    Path source = cluster.onHdfs("snapshots");
    copies.fill(source);
    cluster.hdfs().getFileSystem().allowSnapshot(source);
    cluster.hdfs().getFileSystem().createSnapshot(source, "s1");
    cluster.hdfs().getFileSystem().createSnapshot(source, "s2");

    for (EngineStore store : new EngineStore[] {cluster.bucket(), cluster.filedl()}) {
      Path target = new Path(store.path("snapshots"));
      FileSystem fs = target.getFileSystem(cluster.local());
      assertThat(fs.mkdirs(target)).isTrue();
      String scheme = store.root().getScheme();

      assertRefused("target", scheme, "-diff", source, target);
      assertRefused("target", scheme, "-rdiff", source, target);
      assertRefused("source", scheme, "-diff", target, source);
      assertThat(fs.listStatus(target)).isEmpty();
    }
  }

  private void assertRefused(String which, String scheme, String option, Path from, Path to)
      throws Exception {
    Object[] arguments = {"-update", option, "s1", "s2", from, to};
    assertThatThrownBy(() -> copies.run(arguments))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("The %s file system %s does not support snapshot.", which, scheme)
        .hasNoCause()
        .extracting(failure -> failure.getStackTrace()[0].getClassName())
        .isEqualTo("org.apache.hadoop.tools.DistCpSync");
    String[] words = {"-update", option, "s1", "s2", from.toString(), to.toString()};
    assertThat(new DistCp(cluster.local(), null).run(words)).as("exit code").isNegative();
  }
}
