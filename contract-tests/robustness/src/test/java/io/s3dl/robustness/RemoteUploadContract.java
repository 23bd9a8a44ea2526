package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** A large file is written, and read back, with a heap of 256 MiB. */
public abstract class RemoteUploadContract {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Rule public final Directory directory = new Directory();

  private final long bytes;

  /** A test with a file of so many bytes. */
  RemoteUploadContract(long bytes) {
    this.bytes = bytes;
  }

  /** A place in a store that has room for the file, in another process. */
  abstract Place newPlace(String prefix) throws Exception;

  @Test
  public void aLargeFile() throws Exception {
    Place place = newPlace("large");
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            List.of("-Xmx" + (256 << 20)),
            MemoryWorker.class,
            new RemoteVariant(place, false, "256M"),
            directory.root(),
            1,
            bytes)) {
      assertThat(child.nextLine(PATIENCE)).startsWith("written ");
      assertThat(child.nextLine(PATIENCE)).startsWith("read ");
      child.await("clean");
      assertThat(child.exitStatus()).isZero();
      assertThat(place.unfinishedUploads()).isEmpty();
    } finally {
      place.drop();
    }
  }
}
