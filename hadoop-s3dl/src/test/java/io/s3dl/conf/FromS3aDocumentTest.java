package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;

/** Keeps what users of S3A are told in step with our keys and with theirs. */
public class FromS3aDocumentTest {

  private static final Pattern OUR_KEY =
      Pattern.compile("\\b(fs\\.s3dl\\.[a-zA-Z0-9.-]*[a-zA-Z0-9])");
  private static final Pattern THEIR_KEY =
      Pattern.compile("`(fs\\.(?:s3a|AbstractFileSystem\\.s3a)\\.[^`]+)`");

  private String page;

  @Before
  public void read() throws IOException {
    Path top = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    page = Files.readString(top.resolve("docs/from-s3a.md"));
  }

  @Test
  public void everyKeyOfOursThatIsNamedExists() {
    Set<String> known =
        Settings.all().stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
    List<String> unknown = new ArrayList<>();
    for (String named : found(OUR_KEY, page)) {
      if (!known.contains(general(named)) && !isPlaceholder(named, known)) {
        unknown.add(named);
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** Every one of theirs, once: in the table, or among those without a counterpart. */
  @Test
  public void everyKeyOfS3aHasItsPlace() throws IOException, URISyntaxException {
    Path list = Path.of(FromS3aDocumentTest.class.getResource("/s3a/keys-3.4.3.txt").toURI());
    Set<String> theirs =
        Files.readAllLines(list).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> counterparts = found(THEIR_KEY, firstColumn(between("counterparts")));
    Set<String> without = found(THEIR_KEY, between("without"));

    assertThat(counterparts).doesNotContainAnyElementsOf(without);
    Set<String> placed = new TreeSet<>(counterparts);
    placed.addAll(without);
    assertThat(placed).containsExactlyElementsOf(theirs);
  }

  /** The key that one of a bucket stands for. */
  private static String general(String named) {
    return named.replaceFirst("^fs\\.s3dl\\.bucket\\.BUCKET\\.(?!KEY)", Setting.PREFIX);
  }

  /** Any key of a bucket, or all keys that begin so. */
  private static boolean isPlaceholder(String named, Set<String> known) {
    return named.equals("fs.s3dl.bucket.BUCKET.KEY")
        || known.stream().anyMatch(key -> key.startsWith(named + "."));
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

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
