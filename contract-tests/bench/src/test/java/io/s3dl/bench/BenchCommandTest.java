package io.s3dl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.bench.report.Document;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.work.Lab;
import io.s3dl.bench.work.Workload;
import io.s3dl.bench.work.Workloads;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

public class BenchCommandTest {

  private static final Path PROJECT = Path.of("../..");

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> ran = new ArrayList<>();

  /** Measures nothing, and fails if its name says so. */
  private final class Idle implements Workload {
    private final String name;

    Idle(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String title() {
      return "does nothing";
    }

    /** The first one's is less than the default. */
    @Override
    public long largest() {
      return name.equals("first") ? 2 << 20 : Long.MAX_VALUE;
    }

    @Override
    public Table run(Lab lab) throws IOException {
      ran.add(name);
      assertThat(lab.data().bytes()).isLessThanOrEqualTo(largest());
      Files.writeString(lab.root().resolve("left"), name);
      if (name.equals("failing")) {
        throw new IOException("no disk");
      }
      if (name.equals("broken")) {
        throw new IllegalStateException("no sense");
      }
      return new Table(List.of("result"), List.of(List.of("of " + name)), List.of());
    }
  }

  private int run(String... arguments) {
    List<Idle> workloads = Stream.of("first", "failing", "broken", "last").map(Idle::new).toList();
    return new CommandLine(new BenchCommand(PROJECT, workloads))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static String places(String... names) {
    return Stream.of(names)
        .map(name -> "<!-- bench " + name + " -->\n<!-- /bench " + name + " -->\n")
        .collect(Collectors.joining());
  }

  private String directory() {
    return folder.getRoot().getPath();
  }

  @Test
  public void whatFailsKeepsNothingElseFromBeingWritten() throws IOException {
    Path document = folder.newFile().toPath();
    Files.writeString(document, places("machine", "first", "failing", "broken", "last"));
    assertThat(run("--dir", directory(), "--write", document.toString())).isEqualTo(1);
    assertThat(ran).containsExactly("first", "failing", "broken", "last");
    assertThat(err.toString())
        .contains("failing: ")
        .contains("no disk")
        .contains("broken: ")
        .contains("no sense");
    assertThat(Files.readString(document))
        .contains("<!-- bench first -->\n| result |\n| --- |\n| of first |\n")
        .contains("<!-- bench failing -->\n<!-- /bench failing -->")
        .contains("| of last |")
        .contains("`s3dl-bench --only first --size 2m ")
        .containsPattern("Measured on \\S+ at commit \\S+ by `s3dl-bench --only last ")
        .contains(
            "`s3dl-bench --only last --size 1g --files 10000 --objects 1000 --warmups 1 --rounds 5`")
        .contains("| kernel | Linux ");
    assertThat(folder.getRoot().list())
        .containsExactlyInAnyOrder(document.getFileName().toString(), "s3dl-bench");
    assertThat(new File(folder.getRoot(), "s3dl-bench").list()).hasSize(1);
  }

  @Test
  public void aDirectoryOfSomebodyElseIsRefusedBeforeAnythingRuns() throws IOException {
    Files.writeString(folder.newFolder("s3dl-bench").toPath().resolve("mine"), "mine");
    assertThat(run("--dir", directory())).isEqualTo(2);
    assertThat(ran).isEmpty();
    assertThat(err.toString()).contains("--dir: ").contains("s3dl-bench: is not empty");
  }

  @Test
  public void aDocumentWithoutAPlaceIsRefusedBeforeAnythingRuns() throws IOException {
    Path document = folder.newFile().toPath();
    String text = places("machine", "first", "failing");
    Files.writeString(document, text);
    assertThat(run("--dir", directory(), "--write", document.toString())).isEqualTo(1);
    assertThat(ran).isEmpty();
    assertThat(Files.readString(document)).isEqualTo(text);
  }

  @Test
  public void onlyWhatIsNamedRuns() {
    assertThat(run("--dir", directory(), "--only", "last,first")).isZero();
    assertThat(ran).containsExactly("last", "first");
    assertThat(run("--only", "other")).isEqualTo(2);
    assertThat(err.toString()).contains("No workload other");
    assertThat(run("--rounds", "0")).isEqualTo(2);
    assertThat(run("--size", "lots")).isEqualTo(2);
    assertThat(run("--size", "1023k")).isEqualTo(2);
    assertThat(err.toString()).contains("--size must be at least 1m");
  }

  @Test
  public void theListHasEachWorkload() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString().lines()).hasSize(4).allMatch(line -> line.endsWith("does nothing"));
    assertThat(ran).isEmpty();
  }

  @Test
  public void sizesAreReadAndWrittenAlike() {
    Size size = new Size();
    assertThat(size.convert("64m")).isEqualTo(64L << 20);
    assertThat(size.convert("1G")).isEqualTo(1L << 30);
    assertThat(size.convert("1000")).isEqualTo(1000);
    assertThat(Size.text(64L << 20)).isEqualTo("64m");
    assertThat(Size.text(3L << 30)).isEqualTo("3g");
    assertThat(Size.text(1000)).isEqualTo("1000");
    for (String bad : List.of("", "g", "-1", "0", "1t", "99999999999g")) {
      assertThatThrownBy(() -> size.convert(bad)).isInstanceOf(TypeConversionException.class);
    }
  }

  @Test
  public void theDocumentHasAPlaceForEachWorkload() throws IOException {
    Document document = new Document(PROJECT.resolve("docs/benchmarks.md"));
    document.check("machine");
    for (Workload workload : Workloads.all()) {
      document.check(workload.name());
    }
  }
}
