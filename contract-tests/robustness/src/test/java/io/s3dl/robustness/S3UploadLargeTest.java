package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.CephRgw;
import io.s3dl.harness.S3Bucket;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** A file of 5 GiB is written to Ceph's gateway, and read back, with a heap of 256 MiB. */
public class S3UploadLargeTest {

  private static final long BYTES = 5L << 30;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Rule public final Directory directory = new Directory();

  @Test
  public void aFileOfFiveGibibytes() throws Exception {
    CephRgw ceph = CephRgw.shared();
    assumeTrue(ceph.whyNot(), ceph.server() != null);
    S3Bucket bucket = ceph.server().newBucket("large");
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            List.of("-Xmx" + (256 << 20)),
            MemoryWorker.class,
            new S3Place(bucket, false, "256M"),
            directory.root(),
            1,
            BYTES)) {
      assertThat(child.nextLine(PATIENCE)).startsWith("written ");
      assertThat(child.nextLine(PATIENCE)).startsWith("read ");
      child.await("clean");
      assertThat(child.exitStatus()).isZero();
      assertThat(bucket.unfinishedUploads()).isEmpty();
    } finally {
      bucket.drop();
    }
  }
}
