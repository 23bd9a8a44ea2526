package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.Fault;
import org.junit.Test;

/** What goes wrong for good before S3Proxy. */
public class S3FailuresTest extends RemoteFailuresContract {

  public S3FailuresTest(boolean compressed) {
    super(RemoteStore.S3, compressed);
  }

  @Test
  public void aFileWhoseUploadCouldNotBeNamedIsWritten() throws Exception {
    byte[] content = Lab.content(8, Lab.PART + 1);
    lab.proxy().plan().next(1, Purpose.START, Fault.dropAnswer());
    Lab.write(fs, FILE, true, content);
    assertThat(Lab.read(direct, FILE)).isEqualTo(content);
    // Nobody was told the name of the first one; it is what s3dl uploads and lifecycle rules end.
    assertThat(lab.place().unfinishedUploads()).hasSize(1);
    ((S3Place) lab.place()).bucket().abortUploads();
  }
}
