package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A disk with room, but not for one more file. {@link DiskFaultsTest} runs this. */
@RunWith(Parameterized.class)
public class NoInodesCases {

  private static final byte[] OLD = Contents.text(100_000, 1);
  private static final byte[] NEW = Contents.text(100_000, 2);

  private final FileSystemFixture files;
  @Rule public final RuleChain rules;
  private int fillers;

  public NoInodesCases(Variant variant) {
    files = new FileSystemFixture(variant, SmallDisk.directory());
    rules = RuleChain.outerRule(new SmallDisk("size=4m,nr_inodes=20")).around(files);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  @Before
  public void fill() throws IOException {
    files.write("/d/old", OLD);
    files.fs().mkdirs(path("/fill"));
    assertThatThrownBy(
            () -> {
              for (; ; fillers++) {
                Files.createFile(files.disk("/fill/" + fillers));
              }
            })
        .hasMessageContaining("No space left on device");
  }

  private void freeOne() throws IOException {
    fillers--;
    Files.delete(files.disk("/fill/" + fillers));
  }

  private static void assertNoSpace(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("No space left on device");
  }

  private void create(String name) throws IOException {
    try (FSDataOutputStream out = files.fs().create(path(name), false)) {
      out.write(NEW);
    }
  }

  @Test
  public void nothingNewIsMade() throws IOException {
    assertNoSpace("/d/new", () -> files.write("/d/new", NEW));
    assertNoSpace("/d/old", () -> files.write("/d/old", NEW));
    assertNoSpace("/d/old", () -> files.fs().append(path("/d/old")));
    assertNoSpace("/d/new", () -> files.fs().mkdirs(path("/d/new/below")));
    assertNoSpace("/d/new", () -> files.write("/d/new/below", NEW));
    assertThat(files.names("/d")).containsExactly("old");
    assertThat(files.read("/d/old")).isEqualTo(OLD);
    freeOne();
    files.write("/d/old", NEW);
    assertThat(files.read("/d/old")).isEqualTo(NEW);
  }

  /** A file's second name takes an inode on tmpfs: the exclusive publication, not the writing. */
  @Test
  public void anExclusiveCreationThatCannotBePublishedLeavesNothing() throws IOException {
    freeOne();
    assertNoSpace("/d/new", () -> create("/d/new"));
    assertThat(files.names("/d")).containsExactly("old");
    freeOne();
    create("/d/new");
    assertThat(files.read("/d/new")).isEqualTo(NEW);
  }

  @Test
  public void aRenameThatCannotBeDoneLeavesTheSource() throws IOException {
    assertNoSpace("/d/new", () -> files.fs().rename(path("/d/old"), path("/d/new")));
    assertThat(files.names("/d")).containsExactly("old");
    files.fs().delete(path("/d/old"), false);
    files.write("/d/again", NEW);
    assertThat(files.read("/d/again")).isEqualTo(NEW);
  }
}
