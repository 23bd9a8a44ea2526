package io.s3dl.engine.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;

/** A table that several write to, and what has to be in it when they have. */
final class WrittenTable {

  private static final Pattern ADDED = Pattern.compile("\"add\":\\{\"path\":\"([^\"]*)\"");

  private static final Pattern HINT =
      Pattern.compile(".*/metadata/[0-9a-f-]{36}-version-hint\\.temp(\\.s3dl\\.zst)?");

  private final Tables tables;
  private final Format format;
  private final Place place;
  private final String name;
  private final String root;
  private final String sqlName;
  private final List<RowFile> files;

  /** Makes the table, empty, and the files that are to be committed to it. */
  WrittenTable(Tables tables, Format format, Place place, String name, int writers, int commits) {
    this.tables = tables;
    this.format = format;
    this.place = place;
    this.name = name;
    this.root = tables.path(place, "");
    this.sqlName = format.sql(place, root, name);
    tables.spark().sql(format.create(sqlName));
    this.files =
        RowFile.write(tables.spark(), root + "rows/" + format + "/" + name, writers, commits);
    assertThat(files).hasSize(writers * commits);
  }

  String root() {
    return root;
  }

  List<RowFile> files() {
    return files;
  }

  /** The handle of a writer of this process. */
  Appender appender(int writer) {
    return format.appender(new Shared(tables.settings()), root, name, writer);
  }

  /** Each file is committed exactly once, each by a version of its own, and nothing else is. */
  void checkAllThereOnce() throws Exception {
    DeltaLog.clearCache();
    tables.spark().catalog().clearCache();
    List<String> rows =
        tables.spark().sql("SELECT writer, turn FROM " + sqlName).collectAsList().stream()
            .map(row -> row.getInt(0) + "/" + row.getInt(1))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(files.stream().map(RowFile::row).toList());
    switch (format) {
      case DELTA -> checkDeltaLog();
      case ICEBERG -> checkIcebergMetadata();
    }
  }

  private void checkDeltaLog() throws Exception {
    List<String> added = new ArrayList<>();
    for (int version = 1; version <= files.size(); version++) {
      Matcher adds = ADDED.matcher(text(String.format("_delta_log/%020d.json", version)));
      assertThat(adds.find()).as("version %d adds a file", version).isTrue();
      added.add(adds.group(1));
      assertThat(adds.find()).as("version %d adds another", version).isFalse();
    }
    assertThat(added).containsExactlyInAnyOrderElementsOf(paths());
    assertThat(logs("_delta_log/0", ".json")).isEqualTo(files.size() + 1);
    assertThat(Stored.forms(tables.store(place), format.below(name) + "/"))
        .containsExactlyInAnyOrder(form("json"), form("parquet"), form(""));
  }

  private void checkIcebergMetadata() throws Exception {
    assertThat(column("SELECT file_path FROM " + sqlName + ".files"))
        .containsExactlyInAnyOrderElementsOf(paths());
    assertThat(column("SELECT CAST(snapshot_id AS STRING) FROM " + sqlName + ".snapshots"))
        .doesNotHaveDuplicates()
        .hasSize(files.size());
    assertThat(column("SELECT file FROM " + sqlName + ".metadata_log_entries"))
        .endsWith(new Path(root + format.below(name) + versionFile(files.size() + 1)).toString());
    assertThat(logs("metadata/v", ".metadata.json")).isEqualTo(files.size() + 1);
    assertThat(logs("metadata/", ".metadata.json")).as("none is left").isEqualTo(files.size() + 1);
    assertThat(
            IntStream.rangeClosed(1, files.size() + 1)
                .filter(version -> !exists(versionFile(version))))
        .isEmpty();
    Set<String> forms = Stored.forms(tables.store(place), format.below(name) + "/");
    if (forms.remove(form("temp"))) {
      checkVersionHints();
    }
    assertThat(forms).containsExactlyInAnyOrder("-avro", form("json"), form("text"));
  }

  /**
   * Of two that write the hint at once Iceberg leaves one as it was before its rename, on any file
   * system: both delete the old one, one renames, and the other does not look whether it has.
   */
  private void checkVersionHints() throws Exception {
    assertThat(tables.store(place).keys(format.below(name) + "/"))
        .filteredOn(key -> key.contains(".temp"))
        .allMatch(key -> HINT.matcher(key).matches());
  }

  private static String versionFile(int version) {
    return "/metadata/v" + version + ".metadata.json";
  }

  private String form(String suffix) {
    return (place.compresses() ? "+" : "-") + suffix;
  }

  private List<String> paths() {
    return files.stream().map(RowFile::path).toList();
  }

  private List<String> column(String sql) {
    return tables.spark().sql(sql).collectAsList().stream()
        .map((Row row) -> row.getString(0))
        .toList();
  }

  /** How many objects have names that begin and end so. */
  private long logs(String prefix, String suffix) throws Exception {
    String end = place.compresses() ? suffix + ".s3dl.zst" : suffix;
    return tables.store(place).keys(format.below(name) + "/" + prefix).stream()
        .filter(key -> key.endsWith(end))
        .count();
  }

  private boolean exists(String below) {
    try {
      Path path = new Path(format.directory(root, name) + below);
      return fileSystem(path).exists(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String text(String below) throws IOException {
    Path path = new Path(format.directory(root, name) + "/" + below);
    try (InputStream in = fileSystem(path).open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(tables.configuration());
  }
}
