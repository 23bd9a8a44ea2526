package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

/** Keeps the files that people read in step with the code, or writes them. */
public class SettingsDocumentTest {

  private static final String REMEDY =
      "%s is not what the code says. Write it again with:"
          + " mvn -q -B -pl hadoop-s3dl test -Dtest=SettingsDocumentTest -Ds3dl.write=true";

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(fs\\.s3dl\\.[a-z0-9.-]+)` \\| `?([^`|]+?)`? \\|");

  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  @Test
  public void coreSiteIsWhatTheCodeSays() throws IOException {
    check(TOP.resolve("conf/core-site.xml"), SettingsDocument.coreSite());
  }

  @Test
  public void configurationPageHasTheTable() throws IOException {
    Path page = TOP.resolve("docs/configuration.md");
    String text = Files.readString(page);
    assertThat(text).contains(SettingsDocument.TABLE_BEGIN, SettingsDocument.TABLE_END);
    check(page, SettingsDocument.withTable(text));
  }

  /** The README names those that people set most, and leaves the rest to the page above. */
  @Test
  public void readmeHasAFewKeysWithTheirDefaults() throws IOException {
    String text = Files.readString(TOP.resolve("README.md"));
    assertThat(text).doesNotContain(SettingsDocument.TABLE_BEGIN).contains("docs/configuration.md");
    Map<String, String> defaults = new TreeMap<>();
    for (Setting<?> setting : Settings.all()) {
      defaults.put(setting.name(), setting.defaultText());
    }
    Map<String, String> named = new TreeMap<>();
    Matcher rows = ROW.matcher(text);
    while (rows.find()) {
      named.put(rows.group(1), rows.group(2).equals("(empty)") ? "" : rows.group(2));
    }
    assertThat(named).hasSize(10);
    assertThat(defaults).containsAllEntriesOf(named);
  }

  @Test
  public void coreSiteSetsOnlyTheAbstractFileSystems() {
    assertThat(properties(SettingsDocument.coreSite()))
        .isEqualTo(
            Map.of(
                "fs.AbstractFileSystem.s3dl.impl", "io.s3dl.fs.S3dl",
                "fs.AbstractFileSystem.azdl.impl", "io.s3dl.fs.Azdl",
                "fs.AbstractFileSystem.filedl.impl", "io.s3dl.fs.Filedl",
                "fs.AbstractFileSystem.directdl.impl", "io.s3dl.fs.Directdl"));
  }

  @Test
  public void coreSiteShowsEveryDefaultInComments() {
    String uncommented =
        SettingsDocument.coreSite()
            .replace("<!--\n  <property>", "<property>")
            .replace("</property>\n  -->", "</property>");
    Map<String, String> expected = new TreeMap<>();
    expected.put("fs.AbstractFileSystem.s3dl.impl", "io.s3dl.fs.S3dl");
    expected.put("fs.AbstractFileSystem.azdl.impl", "io.s3dl.fs.Azdl");
    expected.put("fs.AbstractFileSystem.filedl.impl", "io.s3dl.fs.Filedl");
    expected.put("fs.AbstractFileSystem.directdl.impl", "io.s3dl.fs.Directdl");
    expected.put("fs.filedl.impl", "io.s3dl.fs.ExtendedFiledlFileSystem");
    expected.put("fs.directdl.impl", "io.s3dl.fs.ExtendedDirectdlFileSystem");
    expected.put("fs.s3dl.impl", "io.s3dl.fs.ExtendedS3dlFileSystem");
    expected.put("fs.azdl.impl", "io.s3dl.fs.ExtendedAzdlFileSystem");
    expected.put("dfs.checksum.combine.mode", "COMPOSITE_CRC");
    expected.put("io.compression.codecs", "io.s3dl.codec.SeekableZstdCodec");
    for (Setting<?> setting : Settings.all()) {
      // Hadoop passes over properties with an empty value.
      if (!setting.defaultText().isEmpty()) {
        expected.put(setting.name(), setting.defaultText());
      }
    }
    assertThat(properties(uncommented)).isEqualTo(expected);
  }

  @Test
  public void tableHasARowForEverySetting() {
    List<String> lines = SettingsDocument.table().lines().toList();
    assertThat(lines).hasSize(2 + Settings.all().size());
    assertThat(lines)
        .contains(
            "| `fs.s3dl.compression.codec` | `zstd` | zstd \\| none | What new files are compressed"
                + " with. With none, new files are stored as they are; compressed ones stay"
                + " readable. |");
  }

  @Test
  public void textAroundTheTableIsKept() {
    assertThat(SettingsDocument.withTable("a\n<!-- settings -->\nold\n<!-- /settings -->\nb\n"))
        .isEqualTo("a\n<!-- settings -->\n" + SettingsDocument.table() + "<!-- /settings -->\nb\n");
    assertThat(SettingsDocument.withTable("no place")).isEqualTo("no place");
  }

  private static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("s3dl.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(file).as(REMEDY, TOP.relativize(file)).exists().hasContent(expected);
  }

  private static Map<String, String> properties(String xml) {
    Configuration conf = new Configuration(false);
    conf.addResource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "core-site");
    Map<String, String> properties = new TreeMap<>();
    for (Map.Entry<String, String> entry : conf) {
      properties.put(entry.getKey(), entry.getValue());
    }
    return properties;
  }
}
