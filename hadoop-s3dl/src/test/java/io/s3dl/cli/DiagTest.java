package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.Leaks;
import io.s3dl.fs.UploadsFileSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DiagTest {

  private static final String ALL_STEPS =
      "list write status read read_ranges create_exclusively overwrite rename delete clean_up";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @After
  public void noThreadIsLeft() {
    Leaks.assertNoThread("s3dl-");
  }

  private int run(String root, String... arguments) throws Exception {
    Configuration conf = new Configuration(false);
    conf.set("fs.s3dl.local.root", root, "some-site.xml");
    conf.set("hadoop.tmp.dir", System.getProperty("java.io.tmpdir"));
    conf.setClass("fs.s3dl.impl", UploadsFileSystem.class, FileSystem.class);
    List<String> command = new ArrayList<>(List.of("diag"));
    command.addAll(List.of(arguments));
    return Main.run(conf, new PrintWriter(out), new PrintWriter(err), command);
  }

  private String steps(String outcome) {
    return String.join(
        " ",
        out.toString()
            .lines()
            .filter(line -> line.startsWith(outcome + " "))
            .map(line -> line.substring(8, 28).strip().replace(' ', '_'))
            .toList());
  }

  @Test
  public void aGoodDirectoryPassesAndIsLeftAsItWas() throws Exception {
    Path kept = Files.writeString(folder.newFile("kept").toPath(), "content");
    assertThat(run(folder.getRoot().toString(), "filedl:///")).as(out.toString()).isZero();
    assertThat(steps("ok")).isEqualTo(ALL_STEPS);
    assertThat(steps("FAILED")).isEmpty();
    assertThat(folder.getRoot().list()).containsExactly("kept");
    assertThat(kept).hasContent("content");
  }

  @Test
  public void aStoreOfKeysAlonePasses() throws Exception {
    int status = run(folder.getRoot().toString(), "s3dl://bucket/");
    assertThat(status).as(out.toString() + err).isZero();
    assertThat(steps("ok")).isEqualTo(ALL_STEPS);
  }

  @Test
  public void valuesOfKeysAreNotTold() throws Exception {
    assertThat(
            run(
                folder.getRoot().toString(),
                "-D",
                "fs.s3dl.s3.secret.kye=hidden-value",
                "filedl:///"))
        .isZero();
    assertThat(out.toString())
        .contains("fs.s3dl.local.root from some-site.xml")
        .contains("fs.s3dl.s3.secret.kye from the command line")
        .doesNotContain("hidden-value");
    assertThat(err.toString()).doesNotContain("hidden-value");
  }

  @Test
  public void aMissingDirectoryIsNotMade() throws Exception {
    assertThat(run(folder.getRoot().toString(), "filedl:///missing")).isEqualTo(1);
    assertThat(steps("ok")).isEmpty();
    assertThat(steps("FAILED")).isEqualTo("list");
    assertThat(out.toString()).contains("must be a directory that exists");
    assertThat(folder.getRoot().list()).isEmpty();
  }

  @Test
  public void whereNothingCanBeWrittenItSaysSo() throws Exception {
    assumeTrue("there is no /proc", Files.isDirectory(Path.of("/proc/self")));
    assertThat(run("/proc/self", "filedl:///")).isEqualTo(1);
    assertThat(steps("ok")).startsWith("list");
    assertThat(steps("FAILED")).startsWith("write");
    assertThat(out.toString()).contains("must be allowed to write there");
  }
}
