package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * A process whose files may not grow beyond a limit, as a quota's are. {@link DiskFaultsTest} runs
 * this, with a limit of 2 MiB.
 */
@RunWith(Parameterized.class)
public class FileSizeLimitCases {

  /** One is below the limit, two together are above it. */
  private static final byte[] OLD = Contents.random(1_200_000, 1);

  private static final byte[] LARGE = Contents.random(3_000_000, 2);

  @Rule public final FileSystemFixture files;

  public FileSizeLimitCases(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  private static void assertTooLarge(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("File too large");
  }

  @Test
  public void aFileThatMayNotGrowIsNotThere() throws IOException {
    assertTooLarge("/new", () -> files.write("/new", LARGE));
    assertThat(files.namesOnDisk("/")).isEmpty();
    files.write("/old", OLD);
    assertTooLarge("/old", () -> files.write("/old", LARGE));
    assertTooLarge("/old", () -> append(LARGE));
    assertThat(files.names("/")).containsExactly("old");
    assertThat(files.read("/old")).isEqualTo(OLD);
    files.write("/second", OLD);
    assertTooLarge(
        "/old",
        () -> files.fs().concat(path("/old"), new org.apache.hadoop.fs.Path[] {path("/second")}));
    assertThat(files.names("/")).containsExactly("old", "second");
    append(new byte[10]);
  }

  private void append(byte[] content) throws IOException {
    try (FSDataOutputStream out = files.fs().append(path("/old"))) {
      out.write(content);
    }
  }
}
