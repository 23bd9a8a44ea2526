package io.s3dl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.bench.remote.PeerClasses;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.remote.S3Service;
import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Bucket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** On S3. */
public class S3WorkloadsTest extends RemoteWorkloads {

  private static PeerClasses s3a;

  @BeforeClass
  public static void load() throws IOException {
    s3a = PeerClasses.s3a(Path.of(""));
  }

  @AfterClass
  public static void unload() throws IOException {
    s3a.close();
  }

  @Override
  RemoteKind kind() {
    return RemoteKind.s3(S3WorkloadsTest::rivals);
  }

  private static Rivals rivals(Lab lab) {
    S3Mounts mounts = new S3Mounts(lab);
    return new Rivals(
        lab.stores().s3(),
        new Rival("as ours", mounts.peer()::open),
        new Rival("as plain", mounts.peer()::open),
        mounts.peer(),
        List.of(),
        List.of(mounts.classicPeer()));
  }

  @Override
  int outputStreams() {
    return 1;
  }

  @Override
  int inputStreams() {
    return 2;
  }

  @Override
  RemoteStores stores() throws IOException {
    return TestStores.given(new S3Service(EmbeddedS3.shared()), s3a);
  }

  @Override
  void checkEmpty(RemoteStores stores) throws IOException, InterruptedException {
    RemoteStore<S3Service> store = stores.s3();
    S3Bucket bucket = new S3Bucket(store.server().server(), store.place());
    assertThat(bucket.keys("")).isEmpty();
    assertThat(bucket.unfinishedUploads()).isEmpty();
  }
}
