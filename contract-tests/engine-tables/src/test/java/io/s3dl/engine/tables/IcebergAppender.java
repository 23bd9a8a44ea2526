package io.s3dl.engine.tables;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;

/** Commits to an Iceberg table through a catalog of its own. */
final class IcebergAppender implements Appender {

  private final Table table;

  /**
   * Loads a table.
   *
   * @param warehouse the URI of the catalog's directory
   * @param name of the table in the namespace db
   */
  IcebergAppender(Configuration conf, String warehouse, String name) {
    HadoopCatalog catalog = new HadoopCatalog();
    catalog.setConf(conf);
    catalog.initialize(
        "writer",
        Map.of(
            CatalogProperties.WAREHOUSE_LOCATION,
            warehouse,
            CatalogProperties.LOCK_IMPL,
            NoLock.class.getName()));
    table = catalog.loadTable(TableIdentifier.of("db", name));
  }

  @Override
  public void append(RowFile file) {
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath(file.path())
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(file.size())
                .withRecordCount(1)
                .build())
        .commit();
  }
}
