package io.s3dl.engine.tables;

import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/** The formats of tables. */
enum Format {
  /** Delta Lake, with its log in the table's directory. */
  DELTA("") {
    @Override
    String sql(Place place, String root, String name) {
      return "delta.`" + directory(root, name) + "`";
    }

    @Override
    String below(String name) {
      return "delta/" + name;
    }

    @Override
    Appender appender(Shared shared, String root, String name, int writer) {
      return new DeltaAppender(Sessions.open(shared.settings()), directory(root, name), writer);
    }
  },

  /** Iceberg, in a catalog that is a directory. Who loses a commit tries again, until it wins. */
  ICEBERG(
      " TBLPROPERTIES ('commit.retry.num-retries'='1000', 'commit.retry.min-wait-ms'='1',"
          + " 'commit.retry.max-wait-ms'='50', 'schema.name-mapping.default'="
          + "'[{\"field-id\":1,\"names\":[\"writer\"]},{\"field-id\":2,\"names\":[\"turn\"]}]')") {
    @Override
    String sql(Place place, String root, String name) {
      return place.catalog() + ".db." + name;
    }

    @Override
    String below(String name) {
      return "iceberg/db/" + name;
    }

    @Override
    Appender appender(Shared shared, String root, String name, int writer) {
      Configuration conf = new Configuration();
      shared.hadoop().forEach(conf::set);
      return new IcebergAppender(conf, root + "iceberg", name);
    }
  };

  private final String properties;

  Format(String properties) {
    this.properties = properties;
  }

  /** The name of a table in SQL. */
  abstract String sql(Place place, String root, String name);

  /** The directory of a table, below the root of its place. */
  abstract String below(String name);

  /** A handle of a table for one writer alone. */
  abstract Appender appender(Shared shared, String root, String name, int writer);

  /** What makes a table of {@link RowFile}s. */
  String create(String sqlName) {
    return "CREATE TABLE "
        + sqlName
        + " (writer INT, turn INT) USING "
        + name().toLowerCase(Locale.ROOT)
        + properties;
  }

  /** The URI of a table's directory. */
  final String directory(String root, String name) {
    return root + below(name);
  }
}
