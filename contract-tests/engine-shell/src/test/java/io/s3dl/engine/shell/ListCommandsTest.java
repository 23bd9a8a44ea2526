package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

/** Commands that list and find, and names with patterns. */
public class ListCommandsTest extends ShellContract {

  @Test
  public void listings() throws Exception {
    stored("d/a", text(40));
    stored("d/e/b", "b");
    stored("c", "");
    assertThat(listed("-ls", "-C", "@/")).containsExactly("@/c", "@/d");
    assertThat(listed("-ls", "-R", "-C", "@/"))
        .containsExactly("@/c", "@/d", "@/d/a", "@/d/e", "@/d/e/b");
    assertThat(listed("-ls", "-d", "-C", "@/d")).containsExactly("@/d");
    assertThat(listed("-ls", "-q", "-C", "@/d")).hasSize(2);
    List<String> lines = good("-ls", "-h", "@/d").lines();
    assertThat(lines.get(0)).isEqualTo("Found 2 items");
    assertThat(lines.get(1)).matches("-rw-r--r-- +1 .* 1\\.\\d K .* @/d/a");
    assertThat(lines.get(2)).matches("drwxr-xr-x +- .* 0 .* @/d/e");
    assertThat(good("-ls", "@/c").out()).matches("-rw-r--r-- +1 .* 0 .* @/c\n");
    bothRefuse("No such file or directory", "-ls", "@/none");
    assertThat(both("-ls", "-C", "@/none", "@/c").out()).isEqualTo("@/c\n");
    quietly("-mkdir", "@/nothing");
    quietly("-ls", "@/nothing");
  }

  @Test
  public void theOrderOfListings() throws Exception {
    stored("a", text(3));
    stored("b", text(30));
    stored("c", text(10));
    quietly("-touch", "-m", "-t", "20200101:000000", "@/b");
    assertThat(listed("-ls", "-S", "-C", "@/")).containsExactly("@/b", "@/c", "@/a");
    assertThat(listed("-ls", "-S", "-r", "-C", "@/")).containsExactly("@/a", "@/c", "@/b");
    assertThat(listed("-ls", "-r", "-C", "@/")).containsExactly("@/c", "@/b", "@/a");
    assertThat(good("-ls", "-t", "-C", "@/").lines()).containsOnly("@/a", "@/b", "@/c");
    assertThat(good("-ls", "-u", "-t", "-C", "@/").lines()).hasSize(3);
  }

  @Test
  public void finding() throws Exception {
    stored("logs/2026/a.log", "a");
    stored("logs/2026/b.LOG", "b");
    stored("logs/c.txt", "");
    assertThat(listed("-find", "@/logs")).hasSize(5);
    assertThat(listed("-find", "@/logs", "-name", "*.log", "-print"))
        .containsExactly("@/logs/2026/a.log");
    assertThat(listed("-find", "@/logs", "-iname", "*.log"))
        .containsExactly("@/logs/2026/a.log", "@/logs/2026/b.LOG");
    assertThat(listed("-find", "@/logs", "-name", "[ac].*", "-a", "-name", "*.txt"))
        .containsExactly("@/logs/c.txt");
    assertThat(both("-find", "@/logs", "-name", "2026", "-print0").out())
        .isEqualTo("@/logs/2026\0");
    assertThat(both("-find", "@/l*", "-name", "none").out()).isEmpty();
    bothRefuse("No such file or directory", "-find", "@/none");
  }

  @Test
  public void patterns() throws Exception {
    for (String name : List.of("a1", "a2", "b1", "ab", "d/x1", "d/x2", "e/x1")) {
      stored(name, name);
    }
    assertThat(listed("-ls", "-C", "@/a*")).containsExactly("@/a1", "@/a2", "@/ab");
    assertThat(listed("-ls", "-C", "@/a?")).hasSize(3);
    assertThat(listed("-ls", "-C", "@/a[0-9]")).containsExactly("@/a1", "@/a2");
    assertThat(listed("-ls", "-C", "@/a[^0-9]")).containsExactly("@/ab");
    assertThat(listed("-ls", "-C", "@/{a,b}1")).containsExactly("@/a1", "@/b1");
    assertThat(listed("-ls", "-C", "@/{d,e}/x{1,2}")).containsExactly("@/d/x1", "@/d/x2", "@/e/x1");
    assertThat(both("-cat", "@/*/x1").out()).isEqualTo("d/x1e/x1");
    bothRefuse("No such file or directory", "-ls", "@/z*");
    quietly("-rm", "-f", "@/z*");
    assertThat(both("-rm", "@/[ab]*").lines()).hasSize(4);
    assertThat(listed("-ls", "-C", "@/")).containsExactly("@/d", "@/e");
  }

  @Test
  public void namesThatPatternsWouldChange() throws Exception {
    stored("with a space", "1");
    stored("ünïcödé", "2");
    stored("a,b", "3");
    assertThat(listed("-ls", "-C", "@/")).hasSize(3);
    assertThat(cat("@/with a space")).isEqualTo("1");
    assertThat(cat("@/ünï*")).isEqualTo("2");
    assertThat(cat("@/a\\,b")).isEqualTo("3");
  }

  @Test
  public void directories() throws Exception {
    quietly("-mkdir", "@/d");
    quietly("-mkdir", "@/slash/");
    quietly("-mkdir", "-p", "@/d/e/f", "@/g");
    quietly("-mkdir", "-p", "@/d/e/f");
    assertThat(listed("-ls", "-R", "-C", "@/"))
        .containsExactly("@/d", "@/d/e", "@/d/e/f", "@/g", "@/slash");
    bothRefuse("File exists", "-mkdir", "@/d");
    bothRefuse("No such file or directory", "-mkdir", "@/no/such");
    stored("x", "x");
    bothRefuse("Is not a directory", "-mkdir", "-p", "@/x");
    assertThat(both("-test", "-d", "@/slash/").status()).isZero();
  }
}
