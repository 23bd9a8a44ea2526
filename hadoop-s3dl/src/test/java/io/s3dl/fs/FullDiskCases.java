package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.s3dl.Contents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A disk without room. {@link DiskFaultsTest} runs this. */
@RunWith(Parameterized.class)
public class FullDiskCases {

  private static final int DISK = 4 << 20;

  /** Fits on the disk once, not with as much beside it. */
  private static final byte[] LARGE = Contents.random(DISK * 5 / 8, 1);

  private static final byte[] MORE = Contents.random(DISK, 2);
  private static final byte[] SMALL = Contents.random(300_000, 3);

  private final FileSystemFixture files;
  @Rule public final RuleChain rules;

  public FullDiskCases(Variant variant) {
    files = new FileSystemFixture(variant, SmallDisk.directory());
    rules = RuleChain.outerRule(new SmallDisk("size=" + DISK)).around(files);
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  /** Whatever has failed, the same file system goes on as soon as there is room. */
  @After
  public void laterWritesWork() throws IOException {
    for (FileStatus status : files.fs().listStatus(path("/"))) {
      assertThat(files.fs().delete(status.getPath(), true)).isTrue();
    }
    assertThat(files.namesOnDisk("/")).isEmpty();
    files.write("/later", LARGE);
    assertThat(files.read("/later")).isEqualTo(LARGE);
  }

  private void assertNoSpace(String name, ThrowingCallable action) {
    Throwable failure = catchThrowable(action);
    assertThat(failure)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("No space left on device");
  }

  private void assertOnly(String name, byte[] content) throws IOException {
    assertThat(files.namesOnDisk("/")).containsExactly(files.stored(name).getFileName().toString());
    assertThat(files.read(name)).isEqualTo(content);
  }

  @Test
  public void aCreationLeavesNothing() throws IOException {
    assertNoSpace("/new", () -> files.write("/new", Contents.random(2 * DISK, 4)));
    assertThat(files.namesOnDisk("/")).isEmpty();
    assertNoSpace("/d/new", () -> files.write("/d/new", Contents.random(2 * DISK, 4)));
    assertThat(files.namesOnDisk("/d")).isEmpty();
  }

  @Test
  public void anExclusiveCreationLeavesNothing() throws IOException {
    assertNoSpace(
        "/new",
        () -> {
          try (FSDataOutputStream out = files.fs().create(path("/new"), false)) {
            out.write(Contents.random(2 * DISK, 4));
          }
        });
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void whatFailsAtCloseIsNotThere() throws IOException {
    byte[] buffered = Contents.random(20_000, 6); // less than a part
    files.write("/old", buffered);
    fill();
    FSDataOutputStream out = files.fs().create(path("/old"), true);
    out.write(buffered);
    assertNoSpace("/old", out::close);
    out.close(); // has been said
    Files.delete(files.disk("/filler"));
    assertOnly("/old", buffered);
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(files.disk("/filler"))) {
      assertThatThrownBy(() -> out.write(new byte[DISK])).isInstanceOf(IOException.class);
    }
  }

  @Test
  public void anOverwriteLeavesTheOldContent() throws IOException {
    files.write("/old", LARGE);
    assertNoSpace("/old", () -> files.write("/old", MORE));
    assertOnly("/old", LARGE);
  }

  @Test
  public void anOverwriteInTheOtherFormLeavesTheOldContent() throws IOException {
    files.write("/old", LARGE);
    String other = files.variant().compressed() ? "none" : "zstd";
    ObjectFileSystem otherForm = files.open("fs.s3dl.compression.codec", other);
    assertNoSpace("/old", () -> FileSystemFixture.write(otherForm, "/old", MORE));
    assertOnly("/old", LARGE);
  }

  @Test
  public void anAppendThatFindsNoRoomForTheOldContentLeavesIt() throws IOException {
    files.write("/old", LARGE);
    assertNoSpace("/old", () -> append("/old", SMALL));
    assertOnly("/old", LARGE);
  }

  @Test
  public void anAppendThatFindsNoRoomForTheNewContentLeavesTheOld() throws IOException {
    files.write("/old", SMALL);
    assertNoSpace("/old", () -> append("/old", MORE));
    assertOnly("/old", SMALL);
  }

  private void append(String name, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.fs().append(path(name))) {
      out.write(content);
    }
  }

  @Test
  public void aConcatenationLeavesAllItsFiles() throws IOException {
    byte[] part = Contents.random(DISK / 4, 5);
    for (String name : List.of("/a", "/b", "/c")) {
      files.write(name, part);
    }
    assertNoSpace(
        "/a",
        () ->
            files
                .fs()
                .concat(path("/a"), new org.apache.hadoop.fs.Path[] {path("/b"), path("/c")}));
    assertThat(files.names("/")).containsExactly("a", "b", "c");
    for (String name : List.of("/a", "/b", "/c")) {
      assertThat(files.read(name)).isEqualTo(part);
    }
  }

  @Test
  public void theShellSaysSo() throws Exception {
    Path source = Files.createTempFile("s3dl", ".bin");
    try {
      Files.write(source, Contents.random(2 * DISK, 4));
      String target = files.variant().scheme() + ":///put.bin";
      ShellRun put = ShellRun.of(files, "-put", source.toString(), target);
      assertThat(put.status()).isEqualTo(1);
      assertThat(put.err()).contains("put: ", "/put.bin", "No space left on device");
    } finally {
      Files.delete(source);
    }
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void manySmallFilesAreWholeUntilOneIsNotThere() throws IOException {
    List<String> written = new ArrayList<>();
    Throwable failure = null;
    while (failure == null) {
      String name = "/small-" + written.size();
      failure = catchThrowable(() -> files.write(name, SMALL));
      if (failure == null) {
        written.add(name);
      } else {
        assertNoSpace(name, throwing(failure));
      }
    }
    assertThat(written).hasSizeBetween(DISK / SMALL.length - 2, DISK / SMALL.length);
    assertThat(files.names("/")).hasSameSizeAs(written);
    for (String name : written) {
      assertThat(files.read(name)).isEqualTo(SMALL);
    }
  }

  private static ThrowingCallable throwing(Throwable failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  public void severalStreamsAtOnceAllFailAndLeaveNothing() throws Exception {
    List<Throwable> failures =
        FileSystemFixture.inThreads(
            4, number -> catchThrowable(() -> files.write("/" + number, MORE)));
    for (int i = 0; i < failures.size(); i++) {
      if (failures.get(i) != null) { // when the others had gone, the last one may have had room
        assertNoSpace("/" + i, throwing(failures.get(i)));
      }
    }
    assertThat(files.namesOnDisk("/")).hasSizeLessThan(2);
  }
}
