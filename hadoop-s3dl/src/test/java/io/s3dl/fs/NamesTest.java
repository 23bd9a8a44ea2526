package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import io.s3dl.Contents;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.PathIOException;
import org.junit.Rule;
import org.junit.Test;

/** Names that are unusual: each is right in every call, or refused with a reason. */
public class NamesTest {

  private static final byte[] CONTENT = Contents.text(5_000, 1);

  private static final List<String> ASCII =
      List.of(
          " ",
          "a b",
          " before",
          "behind ",
          "per%cent",
          "%2F",
          "%41",
          "%00",
          "100%",
          "a+b",
          "a;b",
          "a=b",
          "a&b",
          "a|b",
          "a,b",
          "a@b",
          "a!b",
          "a~",
          "~",
          "$HOME",
          "`a`",
          "(a)",
          "<a>",
          "-rf",
          "--",
          "'a'",
          "\"a\"",
          "a#b",
          "#",
          "a\tb",
          "a\nb",
          "\n",
          "a\rb",
          "\u0001",
          "\u001b[31m",
          "\u007f",
          ".hidden",
          "..a",
          "a..",
          "...",
          "a.",
          ".s3dl.zst",
          ".s3dl",
          "s3dl-x",
          "a.s3dl.zst.x",
          "a.S3DL.ZST",
          "._COPYING_",
          ".tmp",
          "con",
          "a.zst",
          "_",
          "A",
          "a");

  /** Those of them in which the shell might see something else. */
  private static final List<String> TYPED =
      List.of(
          " ",
          " before",
          "behind ",
          "per%cent",
          "%2F",
          "a+b",
          "~",
          "$HOME",
          "-rf",
          "\"a\"",
          "#",
          "a\nb",
          "\u001b[31m",
          ".s3dl.zst",
          "._COPYING_",
          "a..");

  /** A pattern's characters: the shell and a glob take them for what they are if quoted. */
  private static final List<String> PATTERNS =
      List.of("a*b", "*", "?", "a?b", "[a]", "[", "]", "{a,b}", "{", "}", "a\\b", "\\");

  /** Hadoop's patterns and shell cannot deal with them, programs can. */
  private static final List<String> COLONS = List.of("a:b", "a:", ":a", "12:30", "filedl:x");

  private static final List<String> BEYOND_ASCII =
      List.of(
          "\u00e9",
          "e\u0301",
          "\u00df",
          "\u0130",
          "\u65e5\u672c",
          "\ud83d\ude00",
          "\u00a0",
          "\u200b",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\u0085",
          "\u2028");

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  private static void assumeUtf8() {
    assumeTrue(
        "The JVM takes names in " + System.getProperty("sun.jnu.encoding"),
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")));
  }

  /** A path as a program makes it of a name, which is not to be parsed. */
  private static org.apache.hadoop.fs.Path named(String name) {
    return new org.apache.hadoop.fs.Path(URI.create("filedl:///").getScheme(), null, "/" + name);
  }

  @Test
  public void asciiNamesAreTakenAsTheyAre() throws Exception {
    for (String name : ASCII) {
      assertUsable(name);
    }
    for (String name : TYPED) {
      assertUsableInTheShell(name);
    }
  }

  @Test
  public void charactersOfPatternsAreTakenAsTheyAre() throws Exception {
    for (String name : PATTERNS) {
      assertUsable(name);
      assertUsableInTheShell(name);
    }
  }

  @Test
  public void namesBeyondAsciiAreTakenAsTheyAre() throws Exception {
    assumeUtf8();
    for (String name : BEYOND_ASCII) {
      assertUsable(name);
    }
    assertUsableInTheShell("\u00e9\u65e5\ud83d\ude00");
  }

  @Test
  public void fileContextTakesThemAllAsTheyAre() throws IOException {
    Configuration conf = files.conf("fs.AbstractFileSystem.filedl.impl", "io.s3dl.fs.Filedl");
    FileContext context = FileContext.getFileContext(URI.create("filedl:///"), conf);
    List<String> names = new ArrayList<>(ASCII);
    names.addAll(PATTERNS);
    names.addAll(COLONS);
    for (String name : names) {
      assertUsable(context, named(name));
    }
  }

  /** Linux does not know that some names look alike, and neither do we. */
  @Test
  public void namesThatLookAlikeAreDifferent() throws IOException {
    assumeUtf8();
    List<String> alike = List.of("a", "A", "\u00e9", "e\u0301", "a ", "%61", "\u0430");
    for (String name : alike) {
      write(name, name.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(files.names("/")).containsExactlyInAnyOrderElementsOf(alike);
    for (String name : alike) {
      assertThat(read(name)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  public void aColonIsAnAnswerableQuestion() throws Exception {
    for (String name : COLONS) {
      assertUsable(name);
      assertThat(files.fs().mkdirs(path("/d"))).isTrue();
      write("d/" + name, CONTENT);
      assertThatThrownBy(() -> files.fs().globStatus(path("/d/*")))
          .isInstanceOf(PathIOException.class)
          .hasMessageContaining("colon")
          .hasMessageContaining(name);
      ShellRun cat = ShellRun.of(files, "-cat", "filedl:///d/" + name);
      assertThat(cat.status()).isEqualTo(1);
      assertThat(cat.err()).startsWith("cat: ").contains("colon").hasLineCount(1);
      assertThat(ShellRun.of(files, "-ls", "filedl:///d").out()).contains(name);
      assertThat(ShellRun.of(files, "-rm", "-r", "filedl:///d").status()).isZero();
    }
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void dotsAreResolvedBelowTheRootAndRefusedAboveIt() throws IOException {
    files.write("/d/a", CONTENT);
    for (String same : List.of("/d/./a", "/d/../d/a", "/d//a", "/./d/a", "/d/e/../a", "/d/a/")) {
      assertThat(files.read(same)).as(same).isEqualTo(CONTENT);
    }
    Path outside = files.root().resolveSibling("outside");
    for (String above : List.of("/..", "/../outside", "/d/../../outside", "/../../d/a")) {
      assertRefused(path(above), "..");
    }
    assertThat(outside).doesNotExist();
    assertThat(files.names("/")).containsExactly("d");
  }

  @Test
  public void namesThatNoFileCanHaveAreRefused() throws Exception {
    Map<String, String> reasons =
        Map.of(
            "\ud83d",
            "surrogate",
            "\ude00x",
            "surrogate",
            "a\0b",
            "NUL",
            "n".repeat(256),
            "too long",
            "\u00fc".repeat(128),
            "too long");
    for (Map.Entry<String, String> refused : reasons.entrySet()) {
      assertRefused(named(refused.getKey()), refused.getValue());
    }
    assertRefused(named("a" + SUFFIX + SUFFIX), "More than one");
    assertRefused(named(".s3dl-x"), ".s3dl-");
  }

  private void assertRefused(org.apache.hadoop.fs.Path refused, String reason) throws IOException {
    List<String> before = files.namesOnDisk("/");
    files.write("/source", CONTENT);
    assertThatThrownBy(() -> files.fs().create(refused, true).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> files.fs().mkdirs(refused))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> files.fs().renameExactly(path("/source"), refused, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> files.fs().open(refused)).isInstanceOf(IOException.class);
    assertThat(files.read("/source")).isEqualTo(CONTENT);
    assertThat(files.fs().delete(path("/source"), false)).isTrue();
    assertThat(files.namesOnDisk("/")).isEqualTo(before);
  }

  @Test
  public void longNamesAreCompressedAsLongAsTheSuffixFits() throws Exception {
    assertLongNamesAreCompressedAsLongAsTheSuffixFits("n");
  }

  @Test
  public void theLengthOfNamesIsInBytes() throws Exception {
    assumeUtf8();
    assertLongNamesAreCompressedAsLongAsTheSuffixFits("\u00fc", "\u65e5", "\ud83d\ude00");
  }

  private void assertLongNamesAreCompressedAsLongAsTheSuffixFits(String... letters)
      throws IOException {
    for (String letter : letters) {
      int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
      for (int length : new int[] {246 / bytes, 246 / bytes + 1, 255 / bytes}) {
        String name = letter.repeat(length);
        boolean compressed = length * bytes + SUFFIX.length() <= 255;
        write(name, CONTENT);
        assertThat(files.namesOnDisk("/")).containsExactly(compressed ? name + SUFFIX : name);
        assertThat(files.fs().delete(named(name), false)).isTrue();
        assertUsable(name);
      }
    }
  }

  /** It writes to a name that is 10 bytes longer, and renames that, which keeps the form. */
  @Test
  public void theShellsCopiesNeedRoomForItsOwnEnding() throws Exception {
    files.write("/source", CONTENT);
    for (int length : new int[] {236, 237, 245, 246}) {
      String name = "n".repeat(length);
      ShellRun copy = ShellRun.of(files, "-cp", "filedl:///source", "filedl:///" + name);
      if (length > 245) {
        assertThat(copy.status()).isEqualTo(1);
        assertThat(copy.err()).contains("too long");
        copy = ShellRun.of(files, "-cp", "-d", "filedl:///source", "filedl:///" + name);
      }
      assertThat(copy.status()).as(copy.err()).isZero();
      boolean compressed = length == 236 || length == 246;
      assertThat(files.namesOnDisk("/"))
          .containsExactlyInAnyOrder("source" + SUFFIX, compressed ? name + SUFFIX : name);
      assertThat(read(name)).isEqualTo(CONTENT);
      assertThat(files.fs().delete(named(name), false)).isTrue();
    }
  }

  @Test
  public void aNameThatIsTooLongIsThatOfNothing() throws IOException {
    org.apache.hadoop.fs.Path name = named("n".repeat(256));
    assertThat(files.fs().exists(name)).isFalse();
    assertThat(files.fs().delete(name, true)).isFalse();
    assertThatThrownBy(() -> files.fs().getFileStatus(name))
        .isInstanceOf(FileNotFoundException.class);
  }

  /**
   * With the suffix the path would be longer than Linux takes: what is there is found all the same.
   */
  @Test
  public void aPathMayBeAsLongAsLinuxTakes() throws IOException {
    StringBuilder directory = new StringBuilder();
    int room = 4095 - files.root().toString().length() - "/nnnnnnnn".length();
    while (room - directory.length() > 256) {
      directory.append('/').append("d".repeat(199));
    }
    int last = room - directory.length() - 1; // from 56 to 255, however long the root's path is
    directory.append('/').append("d".repeat(last));
    files.fs().mkdirs(path(directory.toString()));
    String longest = directory + "/" + "n".repeat(8);
    assertThat(files.disk(longest).toString()).hasSize(4095);
    assertThat(files.fs().exists(path(longest))).isFalse();
    Files.write(files.disk(longest), CONTENT);
    assertThat(files.read(longest)).isEqualTo(CONTENT);
    assertThat(files.names(directory.toString())).containsExactly("n".repeat(8));
    assertThat(files.fs().rename(path(longest), path("/short"))).isTrue();
    assertThatThrownBy(() -> files.write(longest + "n", CONTENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
    assertThat(files.fs().delete(path("/" + "d".repeat(199)), true)).isTrue();
    assertThat(files.namesOnDisk("/")).containsExactly("short");
  }

  private void write(String name, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.fs().create(named(name), false)) {
      out.write(content);
    }
  }

  private byte[] read(String name) throws IOException {
    try (FSDataInputStream in = files.fs().open(named(name))) {
      return in.readAllBytes();
    }
  }

  /** Uses a name for a file and for a directory. */
  private void assertUsable(String name) throws IOException {
    write(name, CONTENT);
    FileStatus[] listed = files.fs().listStatus(path("/"));
    assertThat(listed).as(name).hasSize(1);
    assertThat(listed[0].getPath()).isEqualTo(files.fs().makeQualified(named(name)));
    assertThat(listed[0].getPath().getName()).isEqualTo(name);
    assertThat(files.fs().getFileStatus(named(name)).getLen()).isEqualTo(CONTENT.length);
    assertThat(read(name)).isEqualTo(CONTENT);
    assertThat(files.fs().rename(named(name), path("/other"))).isTrue();
    assertThat(files.names("/")).containsExactly("other");
    assertThat(files.fs().rename(path("/other"), named(name))).isTrue();
    assertThat(files.fs().delete(named(name), false)).isTrue();
    assertThat(files.fs().mkdirs(named(name))).isTrue();
    write(name + "/" + name, CONTENT);
    assertThat(read(name + "/" + name)).isEqualTo(CONTENT);
    assertThat(files.fs().delete(named(name), true)).isTrue();
    assertThat(files.namesOnDisk("/")).as(name).isEmpty();
  }

  private static void assertUsable(FileContext context, org.apache.hadoop.fs.Path name)
      throws IOException {
    try (FSDataOutputStream out = context.create(name, EnumSet.of(CreateFlag.CREATE))) {
      out.write(CONTENT);
    }
    context.rename(name, path("/other"));
    context.rename(path("/other"), name);
    assertThat(context.getFileStatus(name).getLen()).isEqualTo(CONTENT.length);
    try (FSDataInputStream in = context.open(name)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT);
    }
    assertThat(context.util().listStatus(path("/"))).hasSize(1);
    assertThat(context.delete(name, false)).isTrue();
  }

  /** As its user types it, who quotes the characters of patterns. */
  private void assertUsableInTheShell(String name) throws Exception {
    Path source = Files.createTempFile("s3dl", null);
    String url = "filedl:///" + name.replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0");
    List<String> failures = new ArrayList<>();
    try {
      Files.write(source, CONTENT);
      for (List<String> command :
          List.of(
              List.of("-put", source.toString(), url),
              List.of("-cat", url),
              List.of("-mv", url, url + "-"),
              List.of("-rm", url + "-"))) {
        ShellRun run = ShellRun.of(files, command.toArray(String[]::new));
        if (run.status() != 0) {
          failures.add(command + ": " + run.err());
        }
        if (command.get(0).equals("-put")) {
          assertThat(files.names("/")).containsExactly(name);
        } else if (command.get(0).equals("-cat")) {
          assertThat(run.out()).isEqualTo(new String(CONTENT, StandardCharsets.UTF_8));
        }
      }
    } finally {
      Files.delete(source);
    }
    assertThat(failures).as(name).isEmpty();
  }
}
