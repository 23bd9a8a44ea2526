package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.measure.Referee;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.S3aClasses;
import io.s3dl.bench.report.Table;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The workloads on S3, with next to nothing to do. */
public class S3WorkloadsTest {

  private static final int BYTES = 1 << 20;
  private static final int FILES = 6;

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  private static S3aClasses s3a;

  @BeforeClass
  public static void load() throws IOException {
    s3a = S3aClasses.ofModule(Path.of(""));
  }

  @AfterClass
  public static void unload() throws IOException {
    s3a.close();
  }

  private static Rivals rivals(Lab lab) {
    S3Mounts mounts = new S3Mounts(lab);
    return new Rivals(
        new Rival("as ours", mounts.peer()::open),
        new Rival("as plain", mounts.peer()::open),
        mounts.peer(),
        mounts.classicPeer());
  }

  private Table run(Workload workload) throws IOException, InterruptedException {
    Workspace workspace = Workspace.in(folder.getRoot().toPath());
    DataSets data = new DataSets(workspace.data(), BYTES, line -> {});
    workspace.begin();
    try (RemoteStore remote = TestStores.given(EmbeddedS3.shared(), s3a)) {
      Table table =
          workload.run(
              new Lab(
                  workspace,
                  Path.of("../.."),
                  data,
                  new Lab.Counts(FILES, FILES),
                  new Referee(0, 1, line -> {}),
                  remote));
      S3Bucket bucket = new S3Bucket(remote.server(), remote.bucket());
      assertThat(bucket.keys("")).isEmpty();
      assertThat(bucket.unfinishedUploads()).isEmpty();
      return table;
    } finally {
      workspace.end();
    }
  }

  @Test
  public void streams() throws IOException, InterruptedException {
    Table table = run(new S3Streams(S3WorkloadsTest::rivals));
    assertThat(table.rows()).hasSize(18 + 12);
  }

  @Test
  public void randomReads() throws IOException, InterruptedException {
    Table table = run(new S3RandomReads(S3WorkloadsTest::rivals));
    assertThat(table.rows()).hasSize(2 * 8);
  }

  @Test
  public void smallFiles() throws IOException, InterruptedException {
    Table table = run(new S3SmallFiles(S3WorkloadsTest::rivals));
    assertThat(table.rows()).hasSize(2 * 12);
  }
}
