package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The commands, in this process, confined to a temporary directory. */
public class MainTest {

  private static final String CONTENT = "one line of many\n".repeat(20_000);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Configuration conf;
  private Path root;

  @Before
  public void confine() throws IOException {
    root = temporary.getRoot().toPath().toRealPath();
    conf = new Configuration(false);
    conf.set("fs.s3dl.local.root", root.toString());
    conf.set("fs.s3dl.local.sync", "false");
    // A cached file system would have the directory of an earlier test as its root.
    conf.set("fs.filedl.impl.disable.cache", "true");
  }

  @Test
  public void withoutACommandPrintsHelp() throws Exception {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Usage: s3dl").contains("verify", "fsck", "completion");
  }

  @Test
  public void unknownCommandIsAUsageErrorWithASuggestion() throws Exception {
    assertThat(run("verfy")).isEqualTo(2);
    assertThat(err.toString()).contains("verfy", "verify", "Usage: s3dl");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  public void missingPathIsAUsageError() throws Exception {
    assertThat(run("stat")).isEqualTo(2);
    assertThat(err.toString()).contains("path", "Usage: s3dl stat");
  }

  @Test
  public void versionComesFromTheBuild() throws Exception {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("s3dl \\d\\S* \\(Hadoop \\d\\S*, Java \\d.*\\)\\R");
  }

  @Test
  public void helpExplainsACommand() throws Exception {
    assertThat(run("help", "verify")).isZero();
    assertThat(out.toString()).contains("--strict", "Exit status:");
  }

  @Test
  public void completionIsAScriptThatKnowsTheCommands() throws Exception {
    assertThat(run("completion")).isZero();
    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("verify", "--strict", "fsck", "--fix");
  }

  @Test
  public void shellStoresAFile() throws Exception {
    Path source = Files.writeString(temporary.newFile("source.txt").toPath(), CONTENT);
    assertThat(run("fs", "-put", source.toString(), "filedl:///stored.txt")).isZero();
    assertThat(root.resolve("stored.txt.s3dl.zst")).exists();
  }

  @Test
  public void shellsStatusIsPassedOn() throws Exception {
    assertThat(run("fs", "-test", "-e", "filedl:///missing")).isEqualTo(1);
    assertThat(run("fs", "-D", "fs.s3dl.local.sync=true", "-test", "-d", "filedl:///")).isZero();
  }

  @Test
  public void statTellsHowACompressedFileIsStored() throws Exception {
    write("a.txt", CONTENT);
    assertThat(run("stat", "filedl:///a.txt")).isZero();
    long stored = Files.size(root.resolve("a.txt.s3dl.zst"));
    assertThat(out.toString())
        .startsWith("filedl:///a.txt\n")
        .contains("compressed file, Zstandard level 3")
        .containsPattern("content +340,000 bytes")
        .containsPattern("stored +" + stored + " bytes")
        .containsPattern("ratio +0\\.00\\d")
        .containsPattern("frames +1,")
        .containsPattern("CRC32C +[0-9a-f]{8}")
        .contains("/a.txt.s3dl.zst");
  }

  @Test
  public void statTellsPlainFilesAndDirectories() throws Exception {
    write("dir/a.parquet", CONTENT);
    assertThat(run("stat", "filedl:///dir", "filedl:///dir/*")).isZero();
    assertThat(out.toString())
        .contains("directory", "plain file")
        .containsPattern("ratio +1\\.000");
  }

  @Test
  public void statGoesOnAfterAMissingPath() throws Exception {
    write("a.txt", CONTENT);
    assertThat(run("stat", "filedl:///missing", "filedl:///a.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("/missing").hasLineCount(1);
    assertThat(out.toString()).contains("filedl:///a.txt");
  }

  @Test
  public void statOfAPatternGoesOnAfterABadFile() throws Exception {
    write("a.txt", CONTENT);
    write("c.txt", CONTENT);
    Files.writeString(root.resolve("b.txt.s3dl.zst"), "none of ours");
    assertThat(run("stat", "filedl:///*.txt")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///a.txt\n", "filedl:///c.txt\n");
    assertThat(err.toString()).contains("b.txt");
  }

  @Test
  public void shellExplainsItself() throws Exception {
    assertThat(run("fs", "--help")).isZero();
  }

  @Test
  public void statPrintsJson() throws Exception {
    write("a.txt", CONTENT);
    assertThat(run("stat", "--json", "filedl:///a.txt")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("contentBytes").asLong()).isEqualTo(CONTENT.length());
    assertThat(json.get("storedAs").asText()).isEqualTo("/a.txt.s3dl.zst");
    assertThat(json.get("frames").asInt()).isEqualTo(1);
  }

  @Test
  public void pathOfAnotherFileSystemIsRefused() throws Exception {
    assertThat(run("stat", "/a.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("filedl:///a.txt");
  }

  @Test
  public void illegalSettingIsOneLine() throws Exception {
    assertThat(run("stat", "-D", "fs.s3dl.compression.level=99", "filedl:///")).isEqualTo(1);
    assertThat(err.toString()).contains("fs.s3dl.compression.level", "99").hasLineCount(1);
  }

  @Test
  public void stacktraceIsPrintedOnDemand() throws Exception {
    assertThat(run("stat", "--stacktrace", "filedl:///missing")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat io.s3dl.");
  }

  @Test
  public void stacktraceMayBeAskedForBeforeTheCommand() throws Exception {
    assertThat(run("--stacktrace", "stat", "filedl:///missing")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat io.s3dl");
  }

  @Test
  public void verifyCountsGoodFiles() throws Exception {
    write("a.txt", CONTENT);
    write("dir/b.txt", CONTENT);
    assertThat(run("verify", "filedl:///")).isZero();
    assertThat(out.toString()).startsWith("2 files, ").contains("0 bad, 0 unverifiable");
  }

  @Test
  public void verifyFindsAFlippedByteAndGoesOn() throws Exception {
    write("dir/a.txt", CONTENT);
    write("dir/b.txt", CONTENT);
    flip(root.resolve("dir/a.txt.s3dl.zst"), 30);
    assertThat(run("verify", "filedl:///")).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("filedl:///dir/a.txt: Corrupt object a.txt.s3dl.zst: frame 0");
    assertThat(out.toString()).contains("2 files, ", "1 bad, 0 unverifiable");
  }

  @Test
  public void verifyFindsAnObjectThatIsNoneOfOurs() throws Exception {
    Files.writeString(root.resolve("x.s3dl.zst"), CONTENT);
    assertThat(run("verify", "filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///x: Not an s3dl object");
  }

  @Test
  public void plainFileWithoutAChecksumIsAnErrorOnlyIfStrict() throws Exception {
    Files.writeString(root.resolve("plain.txt"), CONTENT);
    assertThat(run("verify", "filedl:///")).isZero();
    assertThat(out.toString()).contains("1 file, 0 B verified, 0 bad, 1 unverifiable");
    assertThat(run("verify", "--strict", "filedl:///")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///plain.txt: unverifiable");
  }

  @Test
  public void verifyOfAMissingPathFails() throws Exception {
    assertThat(run("verify", "filedl:///missing")).isEqualTo(1);
    assertThat(out.toString()).contains("filedl:///missing: ");
  }

  @Test
  public void verifyDoesNotFollowLinksToDirectories() throws Exception {
    write("dir/a.txt", CONTENT);
    Files.createSymbolicLink(root.resolve("dir/loop"), root.resolve("dir"));
    assertThat(run("verify", "filedl:///")).isZero();
    assertThat(out.toString()).startsWith("1 file, ");
  }

  @Test
  public void verifyCountsADanglingLinkAsGone() throws Exception {
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    assertThat(run("verify", "filedl:///")).isZero();
    assertThat(out.toString()).contains("0 bad", "1 deleted meanwhile or dangling links");
  }

  @Test
  public void quietVerifyPrintsBadFilesOnly() throws Exception {
    write("a.txt", CONTENT);
    assertThat(run("verify", "--quiet", "filedl:///")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  private int run(String... arguments) throws Exception {
    PrintWriter outWriter = new PrintWriter(out, true);
    PrintWriter errWriter = new PrintWriter(err, true);
    return Main.run(conf, outWriter, errWriter, new ArrayList<>(List.of(arguments)));
  }

  private void write(String path, String content) throws IOException {
    try (FileSystem files = FileSystem.newInstance(URI.create("filedl:///"), conf);
        FSDataOutputStream stream = files.create(new org.apache.hadoop.fs.Path("/" + path))) {
      stream.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Changes a byte as a failing disk does: the time stays. */
  private static void flip(Path path, long position) throws IOException {
    FileTime time = Files.getLastModifiedTime(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      int old = file.read();
      file.seek(position);
      file.write(old ^ 1);
    }
    Files.setLastModifiedTime(path, time);
  }
}
