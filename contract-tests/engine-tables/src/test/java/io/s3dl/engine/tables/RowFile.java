package io.s3dl.engine.tables;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * A Parquet file with one row that is yet to be part of a table.
 *
 * @param path its URI
 * @param size in bytes
 * @param writer who commits it; in the row, too
 * @param turn which of the writer's commits it is; in the row, too
 */
record RowFile(String path, long size, int writer, int turn) {

  /** Writes a file for each commit of each writer into a new directory. */
  static List<RowFile> write(SparkSession spark, String directory, int writers, int commits) {
    spark
        .range(0, (long) writers * commits, 1, 1)
        .selectExpr(
            "CAST(id DIV " + commits + " AS INT) AS writer",
            "CAST(id % " + commits + " AS INT) AS turn")
        .write()
        .option("maxRecordsPerFile", 1)
        .parquet(directory);
    return spark
        .read()
        .parquet(directory)
        .selectExpr("_metadata.file_path", "_metadata.file_size", "writer", "turn")
        .orderBy("writer", "turn")
        .collectAsList()
        .stream()
        .map(row -> new RowFile(row.getString(0), row.getLong(1), row.getInt(2), row.getInt(3)))
        .toList();
  }

  /** What the row in it says. */
  String row() {
    return writer + "/" + turn;
  }

  /** All of it in a line. */
  String line() {
    return String.join(
        "\t", path, Long.toString(size), Integer.toString(writer), Integer.toString(turn));
  }

  /** The opposite of {@link #line}. */
  static RowFile of(String line) {
    String[] parts = line.split("\t", -1);
    return new RowFile(
        parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
  }
}
