package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.measure.Referee;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.report.Table;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Workloads that take no other program than {@code sync} and little time, with next to nothing to
 * do.
 */
public class WorkloadsTest {

  private static final int BYTES = 1 << 20;
  private static final int FILES = 5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  private Table run(Workload workload) throws IOException {
    Workspace workspace = Workspace.in(folder.getRoot().toPath());
    DataSets data = new DataSets(workspace.data(), BYTES, line -> {});
    workspace.begin();
    try (RemoteStores stores = TestStores.none()) {
      return workload.run(
          new Lab(
              workspace,
              Path.of("../.."),
              data,
              new Lab.Counts(FILES, FILES),
              new Referee(0, 2, line -> {}),
              stores));
    } finally {
      workspace.end();
      assertThat(List.of(folder.getRoot().list())).containsExactly(Workspace.NAME);
      List<String> left = List.of(workspace.directory().toFile().list());
      assertThat(left).isSubsetOf(Workspace.MARKER, "data");
    }
  }

  @Test
  public void randomContent() throws IOException {
    assertThat(run(new RandomContent()).rows()).hasSize(8);
  }

  @Test
  public void smallFiles() throws IOException {
    assertThat(run(new SmallFiles()).rows()).hasSize(8);
  }

  @Test
  public void resources() throws IOException {
    Table table = run(new Resources());
    assertThat(table.rows()).hasSize(16);
    List<String> written =
        table.rows().stream()
            .filter(row -> row.get(0).equals("write random bytes"))
            .filter(row -> row.get(3).equals("bytes of write calls per byte"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(written.get(4))).isBetween(1.0, 1.1);
  }

  /** More where Hadoop's native library is. */
  @Test
  public void codecs() throws IOException {
    assertThat(run(new Codecs()).rows()).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  public void sizesOfSmallFiles() throws IOException {
    assertThat(run(new S3dlioSizes()).rows()).hasSize(5);
  }

  @Test
  public void namesAreDistinct() {
    assertThat(Workloads.all()).extracting(Workload::name).doesNotHaveDuplicates();
  }
}
