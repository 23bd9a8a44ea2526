package io.s3dl.engine.tables;

import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Two processes write to one table in a bucket at the same time, each with several threads, and
 * each writer makes half as many commits as those of {@link WritersTest}.
 */
@RunWith(Parameterized.class)
public final class ProcessesTest {

  @ClassRule public static final Tables TABLES = Tables.forWriters();

  private static final int WRITERS = 4;

  @Parameterized.Parameters(name = "{0}")
  public static List<Format> parameters() {
    return List.of(Format.values());
  }

  @Rule public final Timeout timeout = Tables.timeout();

  private final Format format;

  public ProcessesTest(Format format) {
    this.format = format;
  }

  @Test
  public void noCommitIsLostOrDoubled() throws Exception {
    int commits = Integer.getInteger("s3dl.tables.commits") / 2;
    WrittenTable table =
        new WrittenTable(TABLES, format, Place.COMPRESSED, "processes", WRITERS, commits);
    List<RowFile> its = half(table.files(), 1);
    try (Child child =
        new Child(
            TABLES.scratch(),
            WriterProcess.class,
            WriterProcess.write(
                TABLES.scratch(), TABLES.settings(), format, table.root(), "processes", its))) {
      child.await("ready");
      child.tell("go");
      Writers.run(half(table.files(), 0), table::appender);
      child.await("done");
    }
    table.checkAllThereOnce();
  }

  private static List<RowFile> half(List<RowFile> files, int rest) {
    return files.stream().filter(file -> file.writer() % 2 == rest).toList();
  }
}
