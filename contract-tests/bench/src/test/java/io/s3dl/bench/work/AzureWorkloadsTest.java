package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.bench.remote.AzureService;
import io.s3dl.bench.remote.PeerClasses;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** On Azure's emulator. */
public class AzureWorkloadsTest extends RemoteWorkloads {

  private static PeerClasses abfs;

  @BeforeClass
  public static void load() throws IOException {
    Azurite emulator = Azurite.shared();
    assumeTrue(emulator.whyNot(), emulator.endpoint() != null);
    abfs = PeerClasses.abfs(Path.of(""));
  }

  @AfterClass
  public static void unload() throws IOException {
    if (abfs != null) {
      abfs.close();
    }
  }

  @Override
  RemoteKind kind() {
    return RemoteKind.azure(AzureWorkloadsTest::rivals);
  }

  private static Rivals rivals(Lab lab) {
    AzureMounts mounts = new AzureMounts(lab);
    return new Rivals(
        lab.stores().azure(),
        new Rival("as ours", mounts.peer()::open),
        new Rival("as plain", mounts.peer()::open),
        mounts.peer(),
        List.of(mounts.verifyingPeer()),
        List.of());
  }

  @Override
  int outputStreams() {
    return 2;
  }

  @Override
  int inputStreams() {
    return 1;
  }

  @Override
  RemoteStores stores() {
    return TestStores.given(new AzureService(Azurite.shared()), abfs);
  }

  @Override
  void checkEmpty(RemoteStores stores) throws IOException, InterruptedException {
    RemoteStore<AzureService> store = stores.azure();
    AzureContainer container =
        new AzureContainer(store.server().emulator().endpoint(), store.place());
    assertThat(container.keys("")).isEmpty();
    assertThat(container.unfinishedUploads()).isEmpty();
  }
}
