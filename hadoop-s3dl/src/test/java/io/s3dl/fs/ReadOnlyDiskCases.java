package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.permission.FsPermission;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * A disk that becomes read-only, as Linux makes one that fails. {@link DiskFaultsTest} runs this.
 */
@RunWith(Parameterized.class)
public class ReadOnlyDiskCases {

  private static final byte[] OLD = Contents.text(100_000, 1);
  private static final byte[] NEW = Contents.text(100_000, 2);

  private final SmallDisk disk = new SmallDisk("size=4m");
  private final FileSystemFixture files;
  @Rule public final RuleChain rules;

  public ReadOnlyDiskCases(Variant variant) {
    files = new FileSystemFixture(variant, SmallDisk.directory());
    rules = RuleChain.outerRule(disk).around(files);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  @Before
  public void makeReadOnly() throws IOException {
    files.write("/d/old", OLD);
    files.write("/d/second", OLD);
    disk.remount("ro");
  }

  @After
  public void makeWritable() throws IOException {
    disk.remount("rw");
    files.write("/d/old", NEW);
    assertThat(files.read("/d/old")).isEqualTo(NEW);
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  private void assertRefused(String name, ThrowingCallable action) throws IOException {
    assertThatThrownBy(action)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("Read-only file system");
    assertThat(files.names("/d")).containsExactly("old", "second");
    assertThat(files.read("/d/old")).isEqualTo(OLD);
    assertThat(files.read("/d/second")).isEqualTo(OLD);
  }

  @Test
  public void nothingIsWritten() throws IOException {
    ObjectFileSystem fs = files.fs();
    assertRefused("/d/new", () -> files.write("/d/new", NEW));
    assertRefused("/d/old", () -> files.write("/d/old", NEW));
    assertRefused("/d/old", () -> fs.append(path("/d/old")));
    assertRefused(
        "/d/old",
        () -> fs.concat(path("/d/old"), new org.apache.hadoop.fs.Path[] {path("/d/second")}));
    assertRefused("/d/new", () -> fs.mkdirs(path("/d/new")));
  }

  @Test
  public void nothingIsMovedOrDeleted() throws IOException {
    ObjectFileSystem fs = files.fs();
    assertRefused("/d/new", () -> fs.rename(path("/d/old"), path("/d/new")));
    assertRefused("/d/second", () -> fs.renameExactly(path("/d/old"), path("/d/second"), true));
    assertRefused("/e", () -> fs.rename(path("/d"), path("/e")));
    assertRefused("/d/old", () -> fs.delete(path("/d/old"), false));
    assertRefused("/d/", () -> fs.delete(path("/d"), true));
  }

  @Test
  public void noAttributeIsChanged() throws IOException {
    ObjectFileSystem fs = files.fs();
    assertRefused("/d/old", () -> fs.setPermission(path("/d/old"), new FsPermission(0600)));
    assertRefused("/d/old", () -> fs.setTimes(path("/d/old"), 1, 1));
    assertRefused("/d/old", () -> fs.setOwner(path("/d/old"), "0", "0"));
    byte[] value = "v".getBytes(StandardCharsets.UTF_8);
    assertRefused("/d/old", () -> fs.setXAttr(path("/d/old"), "user.a", value));
  }
}
