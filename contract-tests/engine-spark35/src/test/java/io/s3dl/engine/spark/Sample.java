package io.s3dl.engine.spark;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows that are the same every time, some with nulls, quotes and letters beyond ASCII. */
final class Sample {

  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("place", DataTypes.StringType)
          .add("amount", DataTypes.DoubleType)
          .add("open", DataTypes.BooleanType)
          .add("note", DataTypes.StringType)
          .add("day", DataTypes.StringType);

  /** Of how many days there are rows: d0 to d3. */
  static final int DAYS = 4;

  private static final List<String> PLACES = List.of("Zürich, Altstadt", "São Paulo", "東京", "Bath");

  private Sample() {}

  /** Rows with ids from one to before another. */
  static Dataset<Row> rows(SparkSession spark, int from, int to) {
    List<Row> rows = IntStream.range(from, to).mapToObj(Sample::row).toList();
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** All rows as text, in order, so that two sets of them can be compared. */
  static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** The same columns in the order of the schema: columns of partitions are read as the last. */
  static List<String> ordered(Dataset<Row> rows) {
    return lines(rows.selectExpr(SCHEMA.fieldNames()));
  }

  private static Row row(int id) {
    return RowFactory.create(
        (long) id,
        PLACES.get(id % PLACES.size()),
        id * 0.25 - 7,
        id % 3 == 0,
        id % 5 == 0 ? null : "the \"note\" of " + id % 17,
        "d" + id % DAYS);
  }
}
