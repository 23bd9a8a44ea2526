package io.s3dl.engine.tables;

import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Several write to one table at the same time, as threads that share no lock: no commit that was
 * acknowledged is lost, none is there twice.
 */
@RunWith(Parameterized.class)
public final class WritersTest {

  @ClassRule public static final Tables TABLES = Tables.forWriters();

  @Parameterized.Parameters(name = "{0}, {1}")
  public static List<Object[]> parameters() {
    return List.of(
        new Object[] {Format.DELTA, Place.COMPRESSED},
        new Object[] {Format.DELTA, Place.PLAIN},
        new Object[] {Format.ICEBERG, Place.COMPRESSED},
        new Object[] {Format.ICEBERG, Place.PLAIN},
        new Object[] {Format.DELTA, Place.LOCAL},
        new Object[] {Format.ICEBERG, Place.LOCAL});
  }

  @Rule public final Timeout timeout = Tables.timeout();

  private final Format format;
  private final Place place;

  public WritersTest(Format format, Place place) {
    this.format = format;
    this.place = place;
  }

  @Test
  public void noCommitIsLostOrDoubled() throws Exception {
    int writers = Integer.getInteger("s3dl.tables.writers");
    int commits = Integer.getInteger("s3dl.tables.commits");
    WrittenTable table = new WrittenTable(TABLES, format, place, "threads", writers, commits);
    Writers.run(table.files(), table::appender);
    table.checkAllThereOnce();
  }
}
