package io.s3dl.engine.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.ql.DriverFactory;
import org.apache.hadoop.hive.ql.IDriver;
import org.apache.hadoop.hive.ql.metadata.Hive;
import org.apache.hadoop.hive.ql.session.SessionState;

/**
 * Hive in this JVM, as {@code hive-site.xml} configures it: its driver, its metastore, and Tez. It
 * belongs to the thread that made it.
 */
final class HiveSession implements AutoCloseable {

  private final HiveConf conf;
  private final SessionState session;

  HiveSession(Map<String, String> settings) {
    conf = new HiveConf(HiveSession.class);
    settings.forEach(conf::set);
    session = SessionState.start(conf);
  }

  /** What it was started with. */
  Configuration configuration() {
    return conf;
  }

  /** Runs one statement, and returns its rows in alphabetical order. */
  List<String> run(String statement) throws Exception {
    return run(Map.of(), statement);
  }

  /** Runs one statement with settings that hold for it alone. */
  List<String> run(Map<String, String> settings, String statement) throws Exception {
    HiveConf its = new HiveConf(conf);
    settings.forEach(its::set);
    try (IDriver driver = DriverFactory.newDriver(its)) {
      driver.run(statement);
      List<String> rows = rowsOf(driver);
      Collections.sort(rows);
      return rows;
    }
  }

  private static List<String> rowsOf(IDriver driver) throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> some = new ArrayList<>();
    while (driver.getResults(some)) {
      rows.addAll(some);
      some.clear();
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    session.close();
    Hive.closeCurrent();
  }
}
