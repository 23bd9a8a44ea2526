package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.measure.Referee;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.report.Table;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The workloads on a store, with next to nothing to do. The peer stands in for ours, whose
 * libraries are in the jar alone.
 */
public abstract class RemoteWorkloads {

  private static final int BYTES = 1 << 20;
  private static final int FILES = 6;
  private static final int LINKS = 2;
  private static final int KINDS_OF_DATA = 2;

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  /** The store's kind. */
  abstract RemoteKind kind();

  /** How many output streams the peer has. */
  abstract int outputStreams();

  /** How many input streams the peer has. */
  abstract int inputStreams();

  /** A server that runs already. */
  abstract RemoteStores stores() throws IOException;

  /** Fails if a workload has left anything. */
  abstract void checkEmpty(RemoteStores stores) throws IOException, InterruptedException;

  private Table run(Workload workload) throws IOException, InterruptedException {
    Workspace workspace = Workspace.in(folder.getRoot().toPath());
    DataSets data = new DataSets(workspace.data(), BYTES, line -> {});
    workspace.begin();
    try (RemoteStores stores = stores()) {
      Table table =
          workload.run(
              new Lab(
                  workspace,
                  Path.of("../.."),
                  data,
                  new Lab.Counts(FILES, FILES),
                  new Referee(0, 1, line -> {}),
                  stores));
      checkEmpty(stores);
      return table;
    } finally {
      workspace.end();
    }
  }

  /** The time of ours and of plain ones, and over the direct link the CPU time of the latter. */
  @Test
  public void streams() throws IOException, InterruptedException {
    Table table = run(new RemoteStreams(kind()));
    int writesAndReads = outputStreams() + inputStreams();
    assertThat(table.rows()).hasSize(KINDS_OF_DATA * (3 + 2) * writesAndReads);
    assertThat(table.header()).contains("CPU s/GiB, ours : peer's");
  }

  @Test
  public void randomReads() throws IOException, InterruptedException {
    Table table = run(new RemoteRandomReads(kind()));
    assertThat(table.rows()).hasSize(LINKS * 2 * 2 * inputStreams());
  }

  @Test
  public void smallFiles() throws IOException, InterruptedException {
    Table table = run(new RemoteSmallFiles(kind()));
    assertThat(table.rows()).hasSize(LINKS * 2 * ObjectWalk.Operation.values().length);
  }

  @Test
  public void theNamesSayWhichStoreAndTheTitlesWho() {
    assertThat(new RemoteStreams(kind()).name()).isEqualTo(kind().name() + "-streams");
    assertThat(new RemoteSmallFiles(kind()).title())
        .startsWith(kind().ours() + " ")
        .endsWith(" against " + kind().peer());
  }
}
