package io.s3dl.fs;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Disks that fail: full, out of inodes, read-only; and files that may not grow. */
public class DiskFaultsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));

  private Path directory() {
    return folder.getRoot().getAbsoluteFile().toPath().normalize();
  }

  @Test
  public void aFullDisk() throws Exception {
    ChildTests.runWithMounts(directory(), FullDiskCases.class);
  }

  @Test
  public void aDiskWithoutInodes() throws Exception {
    ChildTests.runWithMounts(directory(), NoInodesCases.class);
  }

  @Test
  public void aDiskThatBecomesReadOnly() throws Exception {
    ChildTests.runWithMounts(directory(), ReadOnlyDiskCases.class);
  }

  @Test
  public void filesThatMayNotGrow() throws Exception {
    // In KiB. What zstd-jni unpacks, its library of 1 MiB, has to fit too.
    List<String> limited = List.of("bash", "-c", "ulimit -f 2048 && exec \"$@\"", "limited");
    ChildTests.run(directory(), limited, FileSizeLimitCases.class);
  }
}
