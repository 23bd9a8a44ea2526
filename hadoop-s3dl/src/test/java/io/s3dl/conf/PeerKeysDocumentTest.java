package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Keeps what users of Hadoop's own file systems are told in step with the keys of those. */
@RunWith(Parameterized.class)
public class PeerKeysDocumentTest {

  private final String file;
  private final String keys;
  private final Pattern theirKey;
  private String page;

  /**
   * A page.
   *
   * @param file its name
   * @param keys the resource with the keys of theirs
   * @param beginning what those begin with, a regular expression
   */
  public PeerKeysDocumentTest(String file, String keys, String beginning) {
    this.file = file;
    this.keys = keys;
    this.theirKey = Pattern.compile("`(" + beginning + "[^`]+)`");
  }

  @Parameterized.Parameters(name = "{0}")
  public static List<Object[]> pages() {
    return List.of(
        new Object[] {
          "docs/from-s3a.md", "/s3a/keys-3.4.3.txt", "fs\\.(?:s3a|AbstractFileSystem\\.s3a)\\."
        },
        new Object[] {
          "docs/from-abfs.md",
          "/abfs/keys-3.4.2.txt",
          "fs\\.(?:azure|(?:AbstractFileSystem\\.)?(?:abfs|wasb)s?)\\."
        });
  }

  @Before
  public void read() throws IOException {
    Path top = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    page = Files.readString(top.resolve(file));
  }

  /** Every one of theirs, once: in the table, or among those without a counterpart. */
  @Test
  public void everyKeyOfTheirsHasItsPlace() throws IOException, URISyntaxException {
    Path list = Path.of(PeerKeysDocumentTest.class.getResource(keys).toURI());
    Set<String> theirs =
        Files.readAllLines(list).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> counterparts = found(firstColumn(between("counterparts")));
    Set<String> without = found(between("without"));

    assertThat(counterparts).doesNotContainAnyElementsOf(without);
    Set<String> placed = new TreeSet<>(counterparts);
    placed.addAll(without);
    assertThat(placed).containsExactlyElementsOf(theirs);
  }

  private String between(String name) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->\n";
    assertThat(page).contains(begin, end);
    return page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end));
  }

  private static String firstColumn(String table) {
    return table.lines().map(row -> row.split("\\|", -1)[1]).collect(Collectors.joining("\n"));
  }

  private Set<String> found(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = theirKey.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
