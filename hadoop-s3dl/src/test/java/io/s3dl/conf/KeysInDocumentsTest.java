package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** Every key of ours that a page names is one that there is. */
public class KeysInDocumentsTest {

  private static final Pattern KEY = Pattern.compile("\\b(fs\\.s3dl\\.[a-zA-Z0-9.@-]*[a-zA-Z0-9])");

  /** What programs ask a file system for, not settings. */
  private static final String CAPABILITIES = "fs.s3dl.capability.";

  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(TOP.resolve("docs"))) {
      return Stream.concat(
              Stream.of(TOP.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  private static Set<String> known() {
    return Settings.all().stream()
        .map(Setting::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  public void everyKeyThatIsNamedExists() throws IOException {
    assertThat(pages()).hasSizeGreaterThan(8);
    Set<String> known = known();
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher named = KEY.matcher(Files.readString(page));
      while (named.find()) {
        if (!exists(named.group(1), known)) {
          unknown.add(TOP.relativize(page) + ": " + named.group(1));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  public void whatDoesNotExistIsFound() {
    Set<String> known = known();
    assertThat(exists("fs.s3dl.bucket.logs.s3.endpoint", known)).isTrue();
    assertThat(exists("fs.s3dl.bucket.C@A.azure.endpoint", known)).isTrue();
    assertThat(exists("fs.s3dl.azure", known)).isTrue();
    assertThat(exists("fs.s3dl.azure.end", known)).isFalse();
    assertThat(exists("fs.s3dl.bucket.logs.s3.endpoints", known)).isFalse();
  }

  /** A key, one of a bucket, or what several begin with. */
  private static boolean exists(String named, Set<String> known) {
    String general = named.replaceFirst("^fs\\.s3dl\\.bucket(?:\\.[^.]+)?", "fs.s3dl");
    return named.startsWith(CAPABILITIES)
        || known.contains(general)
        || known.stream().anyMatch(key -> key.startsWith(general + "."));
  }
}
