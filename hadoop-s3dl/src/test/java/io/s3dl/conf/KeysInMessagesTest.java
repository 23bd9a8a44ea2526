package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** Holds what our messages tell people to set against the keys that there are. */
public class KeysInMessagesTest {

  private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");

  private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final Pattern KEY = Pattern.compile("fs\\.s3dl\\.[a-zA-Z0-9.*-]*");

  /** An option of createFile() that is no key. */
  private static final Set<String> OPTIONS = Set.of("fs.s3dl.create.header.");

  /** What path capabilities begin with, which are no keys either. */
  private static final String CAPABILITIES = "fs.s3dl.capability.";

  private final Set<String> known =
      Settings.all().stream().map(Setting::name).collect(Collectors.toSet());

  @Test
  public void everyKeyThatTheCodeNamesExists() throws IOException {
    List<String> unknown = new ArrayList<>();
    Path sources = Path.of(System.getProperty("basedir", "")).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        for (String named : named(Files.readString(file))) {
          if (!exists(named)) {
            unknown.add(file.getFileName() + ": " + named);
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  public void aKeyThatIsNoneIsFound() {
    assertThat(named("x(\"set fs.s3dl.s3.multi\"\n + \"part.size, or not\");"))
        .containsExactly("fs.s3dl.s3.multipart.size");
    assertThat(exists("fs.s3dl.s3.multipart.size")).isFalse();
    assertThat(exists("fs.s3dl.s3.region.")).isTrue();
    assertThat(exists("fs.s3dl.s3.feature.*")).isTrue();
    assertThat(exists("fs.s3dl.s3.features.*")).isFalse();
    assertThat(exists("fs.s3dl.bucket.NAME.s3.region")).isTrue();
  }

  private static List<String> named(String source) {
    List<String> named = new ArrayList<>();
    Matcher literals = LITERAL.matcher(CONTINUED.matcher(source).replaceAll(""));
    while (literals.find()) {
      KEY.matcher(literals.group(1)).results().map(found -> found.group()).forEach(named::add);
    }
    return named;
  }

  /** Whether it is a key, at the end of a sentence or not, or what keys begin with. */
  private boolean exists(String named) {
    String general = named.replaceFirst("^fs\\.s3dl\\.bucket\\.[A-Z]+\\.", Setting.PREFIX);
    String beginning = general.replaceFirst("\\*$", "");
    return known.contains(general)
        || known.contains(general.replaceFirst("\\.$", ""))
        || (beginning.endsWith(".") && known.stream().anyMatch(key -> key.startsWith(beginning)))
        || named.equals(Setting.BUCKET_PREFIX)
        || named.startsWith(CAPABILITIES)
        || OPTIONS.contains(named);
  }
}
