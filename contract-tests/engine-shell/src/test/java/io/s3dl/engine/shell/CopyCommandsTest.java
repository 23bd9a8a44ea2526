package io.s3dl.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Commands that bring files in, take them out, and move them about. */
public class CopyCommandsTest extends ShellContract {

  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  @Test
  public void putAndGetOfAsManyThreadsAsAreAskedFor() throws Exception {
    for (int i = 0; i < 20; i++) {
      local("many/f" + i, text(i * 100));
    }
    local("many/d/e/deep", text(10));
    quietly("-put", "-t", "4", "-q", "8", "%/many", "@/in");
    assertThat(listed("-ls", "-R", "-C", "@/in")).hasSize(23);
    quietly("-get", "-t", "4", "@/in", "%/out");
    for (int i = 0; i < 20; i++) {
      assertThat(localText("out/f" + i)).isEqualTo(text(i * 100));
    }
    assertThat(localText("out/d/e/deep")).isEqualTo(text(10));
    quietly("-get", "@/in/f3", "@/in/f4", "%/");
    assertThat(localText("f4")).isEqualTo(text(400));
  }

  @Test
  public void whatIsPutIsStoredCompressed() throws Exception {
    local("access.log", text(2_000));
    local("table.parquet", "PAR1 and so on PAR1");
    quietly("-put", "%/access.log", "%/table.parquet", "@/");
    List<String> keys = store().keys(ours().key(""));
    assertThat(keys)
        .contains(ours().key("access.log.s3dl.zst"), ours().key("table.parquet"))
        .noneMatch(key -> key.contains("_COPYING_"));
    byte[] stored = store().bytes(ours().key("access.log.s3dl.zst"));
    assertThat(Arrays.copyOf(stored, 4)).isEqualTo(ZSTD_MAGIC);
    assertThat(stored.length).isLessThan(text(2_000).length() / 4);
    assertThat(store().bytes(ours().key("table.parquet")))
        .isEqualTo("PAR1 and so on PAR1".getBytes(UTF_8));
    assertThat(cat("@/access.log")).isEqualTo(text(2_000));
  }

  @Test
  public void putReplacesOnlyWhenItIsTold() throws Exception {
    local("a", "one");
    local("b", "two");
    quietly("-put", "%/a", "@/x");
    bothRefuse("File exists", "-put", "%/b", "@/x");
    assertThat(cat("@/x")).isEqualTo("one");
    quietly("-put", "-f", "%/b", "@/x");
    assertThat(cat("@/x")).isEqualTo("two");
    bothRefuse("No such file or directory", "-put", "%/none", "@/y");
    bothRefuse("No such file or directory", "-put", "%/a", "@/no/such/y");
    bothRefuse("No such file or directory", "-put", "%/a", "@/new/");
    bothRefuse("Is not a directory", "-put", "%/a", "%/b", "@/x");
    assertThat(listed("-ls", "-C", "@/")).containsExactly("@/x");
  }

  @Test
  public void putKeepsTimesAndModes() throws Exception {
    local("a", "content");
    for (Shell shell : List.of(ours(), disk())) {
      Files.setPosixFilePermissions(shell.local("a"), PosixFilePermissions.fromString("rw-r-----"));
      Files.setLastModifiedTime(shell.local("a"), FileTime.fromMillis(1_500_000_000_000L));
    }
    quietly("-put", "-p", "%/a", "@/a");
    assertThat(both("-stat", "%a %Y %u", "@/a").out()).startsWith("640 1500000000000 ");
    quietly("-get", "-p", "@/a", "%/b");
    assertThat(Files.getLastModifiedTime(ours().local("b")).toMillis())
        .isEqualTo(1_500_000_000_000L);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours().local("b"))))
        .isEqualTo("rw-r-----");
    quietly("-cp", "-p", "@/a", "@/c");
    assertThat(both("-stat", "%a %Y %u", "@/c").out()).startsWith("640 1500000000000 ");
  }

  @Test
  public void putWithoutARename() throws Exception {
    local("a", text(500));
    quietly("-put", "-d", "%/a", "@/a");
    assertThat(cat("@/a")).isEqualTo(text(500));
    quietly("-put", "-l", "%/a", "@/lazily");
    assertThat(cat("@/lazily")).isEqualTo(text(500));
  }

  @Test
  public void standardInput() throws Exception {
    assertThat(bothWith(text(300), "-put", "-", "@/in")).isEqualTo(new ShellRun(0, "", ""));
    assertThat(cat("@/in")).isEqualTo(text(300));
  }

  /** {@code file://} cannot. */
  @Test
  public void appending() throws Exception {
    local("a", "a\n");
    local("b", text(100));
    good("-appendToFile", "%/a", "%/b", "@/log");
    assertThat(good("-cat", "@/log").out()).isEqualTo("a\n" + text(100));
    good("-appendToFile", "%/a", "@/log");
    assertThat(ours().runWith("more\n", "-appendToFile", "-", "@/log"))
        .isEqualTo(new ShellRun(0, "", ""));
    assertThat(good("-cat", "@/log").out()).isEqualTo("a\n" + text(100) + "a\nmore\n");
    good("-mkdir", "@/d");
    refused("directory", "-appendToFile", "%/a", "@/d");
  }

  @Test
  public void theCopiesOfLocalFiles() throws Exception {
    local("a", text(50));
    local("b", "b");
    quietly("-copyFromLocal", "-t", "2", "%/a", "%/b", "@/");
    quietly("-copyToLocal", "@/a", "%/copy");
    assertThat(localText("copy")).isEqualTo(text(50));
    bothRefuse("File exists", "-copyToLocal", "@/b", "%/copy");
    quietly("-copyToLocal", "-f", "@/b", "%/copy");
    assertThat(localText("copy")).isEqualTo("b");
    quietly("-moveFromLocal", "%/a", "@/moved");
    assertThat(cat("@/moved")).isEqualTo(text(50));
    assertThat(ours().local("a")).doesNotExist();
    bothRefuse("not implemented", "-moveToLocal", "@/moved", "%/back");
  }

  @Test
  public void filesMergedIntoOne() throws Exception {
    stored("d/1", "one\n");
    stored("d/2", "");
    stored("d/3", "three");
    stored("4", "four");
    quietly("-getmerge", "@/d", "@/4", "%/merged");
    assertThat(localText("merged")).isEqualTo("one\nthreefour");
    quietly("-getmerge", "-nl", "@/d", "%/lines");
    assertThat(localText("lines")).isEqualTo("one\n\n\nthree\n");
    quietly("-getmerge", "-nl", "-skip-empty-file", "@/d", "%/fewer");
    assertThat(localText("fewer")).isEqualTo("one\n\nthree\n");
    bothRefuse("No such file or directory", "-getmerge", "@/none", "%/nothing");
  }

  @Test
  public void copiesWithinTheFileSystem() throws Exception {
    stored("d/a", text(100));
    stored("d/e/b", "b");
    quietly("-cp", "@/d", "@/copy");
    assertThat(listed("-ls", "-R", "-C", "@/copy"))
        .containsExactly("@/copy/a", "@/copy/e", "@/copy/e/b");
    assertThat(cat("@/copy/a")).isEqualTo(text(100));
    bothRefuse("File exists", "-cp", "@/d/e/b", "@/copy/a");
    quietly("-cp", "-f", "-d", "@/d/e/b", "@/copy/a");
    assertThat(cat("@/copy/a")).isEqualTo("b");
    quietly("-mkdir", "@/more");
    quietly("-cp", "-t", "3", "@/d/a", "@/d/e/b", "@/more/");
    assertThat(cat("@/more/{a,b}")).isEqualTo(text(100) + "b");
    bothRefuse("No such file or directory", "-cp", "@/none", "@/x");
    bothRefuse("is a subdirectory of itself", "-cp", "@/d", "@/d/e/f");
  }

  @Test
  public void moves() throws Exception {
    stored("a", "a");
    stored("b", "b");
    stored("d/c", "c");
    quietly("-mv", "@/a", "@/a2");
    quietly("-mv", "@/a2", "@/b", "@/d");
    assertThat(listed("-ls", "-R", "-C", "@/")).containsExactly("@/d", "@/d/a2", "@/d/b", "@/d/c");
    quietly("-mv", "@/d", "@/e");
    assertThat(cat("@/e/a2")).isEqualTo("a");
    bothRefuse("File exists", "-mv", "@/e/a2", "@/e/b");
    bothRefuse("No such file or directory", "-mv", "@/none", "@/x");
    bothRefuse("No such file or directory", "-mv", "@/e/b", "@/no/such/b");
    local("b", "b");
    refused("Does not match target filesystem", "-mv", "%/b", "@/b");
  }

  /** {@code file://} cannot. */
  @Test
  public void concatenation() throws Exception {
    stored("t", "start\n");
    stored("1", text(200));
    stored("2", text(100));
    good("-concat", "@/t", "@/1", "@/2");
    assertThat(good("-cat", "@/t").out()).isEqualTo("start\n" + text(200) + text(100));
    assertThat(good("-ls", "-C", "@/").lines()).containsExactly("@/t");
    refused("The number of source paths is less than 2", "-concat", "@/t", "@/1");
  }

  @Test
  public void truncationIsRefused() throws Exception {
    stored("a", "content");
    refused("truncation is not supported", "-truncate", "3", "@/a");
    refused("truncation is not supported", "-truncate", "-w", "3", "@/a");
    assertThat(cat("@/a")).isEqualTo("content");
  }
}
