package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.Test;

/** Commands that delete, and the trash. */
public class DeleteCommandsTest extends ShellContract {

  @Test
  public void deletions() throws Exception {
    stored("a", "a");
    stored("b", "b");
    stored("d/e/c", "c");
    assertThat(both("-rm", "@/a", "@/b").lines()).containsExactly("Deleted @/a", "Deleted @/b");
    bothRefuse("No such file or directory", "-rm", "@/a");
    quietly("-rm", "-f", "@/a");
    bothRefuse("Is a directory", "-rm", "@/d");
    assertThat(both("-rm", "-r", "-skipTrash", "@/d").out()).isEqualTo("Deleted @/d\n");
    stored("g/h", "h");
    assertThat(both("-rm", "-R", "-f", "-safely", "@/g", "@/none").out())
        .isEqualTo("Deleted @/g\n");
    assertThat(both("-ls", "@/").out()).isEmpty();
    assertThat(store().keys(ours().key(""))).allMatch(key -> key.endsWith("/"));
  }

  @Test
  public void emptyDirectories() throws Exception {
    quietly("-mkdir", "-p", "@/d/e");
    bothRefuse("Directory is not empty", "-rmdir", "@/d");
    quietly("-rmdir", "--ignore-fail-on-non-empty", "@/d");
    quietly("-rmdir", "@/d/e", "@/d");
    bothRefuse("No such file or directory", "-rmdir", "@/d");
    stored("a", "a");
    bothRefuse("Is not a directory", "-rmdir", "@/a");
  }

  /** On ours alone: the trash of {@code file://} is in the user's home. */
  @Test
  public void theTrash() throws Exception {
    Shell shell = ours().with("fs.trash.interval", "1");
    FileSystem fs = shell.fileSystem();
    Path trash = fs.getTrashRoot(shell.path("a"));
    assertThat(trash.toUri().getPath())
        .isEqualTo("/user/" + System.getProperty("user.name") + "/.Trash");
    stored("a", text(100));
    stored("d/b", "b");
    stored("gone", "for good");

    ShellRun moved = shell.run("-rm", "-r", "@/a", "@/d");
    assertThat(moved.status()).as("%s", moved).isZero();
    assertThat(moved.out()).doesNotContain("Deleted");
    assertThat(shell.run("-rm", "-skipTrash", "@/gone").out()).startsWith("Deleted ");
    assertThat(shell.run("-ls", "@/").out()).isEmpty();

    Path kept = new Path(trash, "Current/" + shell.key("a"));
    assertThat(shell.run("-cat", kept.toString()).out()).isEqualTo(text(100));
    assertThat(shell.run("-mv", kept.toString(), "@/again").status()).isZero();
    assertThat(shell.run("-cat", "@/again").out()).isEqualTo(text(100));

    assertThat(shell.run("-expunge")).isEqualTo(new ShellRun(0, "", ""));
    assertThat(fs.listStatus(trash))
        .singleElement()
        .satisfies(point -> assertThat(point.getPath().getName()).matches("\\d{12}"));
    assertThat(shell.run("-expunge", "-immediate")).isEqualTo(new ShellRun(0, "", ""));
    assertThat(fs.listStatus(trash)).isEmpty();
    assertThat(store().keys("user/")).allMatch(key -> key.endsWith("/"));
    assertThat(fs.delete(trash.getParent().getParent(), true)).isTrue();
  }
}
