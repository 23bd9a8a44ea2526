package io.s3dl.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.storage.DelegatingLogStore;
import org.apache.spark.sql.delta.storage.LogStoreAdaptor;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Tables are written, changed, read, and read as they were; the same as on a plain disk. */
public final class TablesTest {

  /** All that makes a version of a table. */
  private static final List<String> VERSIONS =
      List.of(
          "CREATE TABLE %s (id BIGINT, name STRING, day INT) USING %s PARTITIONED BY (day)",
          "INSERT INTO %s SELECT id, concat('name ', id), cast(id %% 3 AS INT) FROM range(100)",
          "DELETE FROM %s WHERE id < 10",
          "MERGE INTO %s t USING (SELECT id + 90 AS id, 'new' AS name, 1 AS day FROM range(20)) s"
              + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.name = s.name"
              + " WHEN NOT MATCHED THEN INSERT *",
          "INSERT OVERWRITE %s SELECT id + 1000, 'over', 7 FROM range(5)");

  /** How many rows there are in each. */
  private static final List<Integer> ROWS = List.of(0, 100, 90, 100, 5);

  @ClassRule public static final Tables TABLES = new Tables(Map.of());

  @Rule public final Timeout timeout = Tables.timeout();

  @Test
  public void thePluginIsTheReleasedJar() throws Exception {
    Path path = new Path(TABLES.path(Place.COMPRESSED, "x"));
    Class<?> used = path.getFileSystem(TABLES.configuration()).getClass();
    assertThat(used.getName()).isEqualTo("io.s3dl.fs.S3dlFileSystem");
    assertThat(used.getProtectionDomain().getCodeSource().getLocation().getPath()).endsWith(".jar");
  }

  @Test
  public void deltaTakesItsStoreForHdfs() {
    for (Place place : List.of(Place.COMPRESSED, Place.LOCAL)) {
      DeltaLog log = DeltaLog.forTable(TABLES.spark(), TABLES.path(place, "none"));
      DelegatingLogStore all = (DelegatingLogStore) log.store();
      LogStoreAdaptor its = (LogStoreAdaptor) all.getDelegate(log.logPath());
      assertThat(its.logStoreImpl()).isInstanceOf(io.delta.storage.HDFSLogStore.class);
    }
  }

  @Test
  public void deltaTablesAreWhatTheyAreOnADisk() throws Exception {
    List<List<String>> expected = delta(Place.FILE);
    assertThat(expected).extracting(List::size).isEqualTo(ROWS);
    assertThat(delta(Place.COMPRESSED)).isEqualTo(expected);
    assertThat(delta(Place.LOCAL)).isEqualTo(expected);
    for (Place place : List.of(Place.COMPRESSED, Place.LOCAL)) {
      assertThat(Stored.forms(TABLES.store(place), "delta/t/"))
          .containsExactlyInAnyOrder("-parquet", "+json", "+crc");
    }
  }

  private static List<List<String>> delta(Place place) {
    String table = "delta.`" + TABLES.path(place, "delta/t") + "`";
    VERSIONS.forEach(sql -> TABLES.spark().sql(String.format(sql, table, "delta")));
    assertThat(TABLES.spark().sql("DESCRIBE HISTORY " + table).count()).isEqualTo(VERSIONS.size());
    List<List<String>> contents = new ArrayList<>();
    for (int version = 0; version < VERSIONS.size(); version++) {
      contents.add(rows(table + " VERSION AS OF " + version));
    }
    assertThat(rows(table)).isEqualTo(contents.get(VERSIONS.size() - 1));
    return contents;
  }

  @Test
  public void icebergTablesAreWhatTheyAreOnADisk() throws Exception {
    List<List<String>> expected = iceberg(Place.FILE);
    assertThat(expected).extracting(List::size).isEqualTo(ROWS.subList(1, ROWS.size()));
    assertThat(iceberg(Place.COMPRESSED)).isEqualTo(expected);
    assertThat(iceberg(Place.LOCAL)).isEqualTo(expected);
    for (Place place : List.of(Place.COMPRESSED, Place.LOCAL)) {
      assertThat(Stored.forms(TABLES.store(place), "iceberg/db/t/"))
          .containsExactlyInAnyOrder("-parquet", "-avro", "+json", "+text");
      int versions = VERSIONS.size();
      assertThat(TABLES.store(place).keys("iceberg/db/t/metadata/v"))
          .containsAll(
              IntStream.rangeClosed(1, versions)
                  .mapToObj(v -> "iceberg/db/t/metadata/v" + v + ".metadata.json.s3dl.zst")
                  .toList());
    }
  }

  private static List<List<String>> iceberg(Place place) {
    String table = place.catalog() + ".db.t";
    VERSIONS.forEach(sql -> TABLES.spark().sql(String.format(sql, table, "iceberg")));
    List<List<String>> contents = new ArrayList<>();
    for (Row snapshot :
        TABLES
            .spark()
            .sql("SELECT snapshot_id FROM " + table + ".snapshots ORDER BY committed_at")
            .collectAsList()) {
      contents.add(rows(table + " VERSION AS OF " + snapshot.getLong(0)));
    }
    assertThat(rows(table)).isEqualTo(contents.get(contents.size() - 1));
    return contents;
  }

  private static List<String> rows(String table) {
    return TABLES.spark().sql("SELECT * FROM " + table + " ORDER BY id").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }
}
