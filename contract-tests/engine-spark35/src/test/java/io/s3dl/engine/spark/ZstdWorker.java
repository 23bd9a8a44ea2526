package io.s3dl.engine.spark;

import com.github.luben.zstd.Zstd;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark that lets everything of it that can use Zstandard do so. As a program it reads what
 * another one has written, prints what it was, and writes it again.
 */
final class ZstdWorker {

  private ZstdWorker() {}

  /**
   * Does it.
   *
   * @param args a directory for Spark, where to read, where to write, and what to set of Hadoop
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> hadoop =
        Arrays.stream(args)
            .skip(3)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    try (SparkSession spark = Session.start(Path.of(args[0]), hadoop)) {
      List<String> rows = read(spark, args[1]);
      write(spark.read().parquet(args[1] + "/parquet"), args[2]);
      System.out.println(LibrariesTest.jarOf(Zstd.class));
      System.out.println("rows " + rows.size());
    }
  }

  /** Writes rows in each format below a directory, after a shuffle. */
  static void write(Dataset<Row> rows, String path) {
    Dataset<Row> shuffled = rows.repartition(3);
    shuffled.write().json(path + "/json");
    shuffled.write().option("compression", "zstd").parquet(path + "/parquet");
    shuffled.write().option("compression", "zstd").orc(path + "/orc");
    shuffled.write().option("compression", Session.CODEC).csv(path + "/csv");
  }

  /** The rows, which are the same in each format. */
  static List<String> read(SparkSession spark, String path) {
    List<String> rows = Sample.ordered(spark.read().parquet(path + "/parquet"));
    for (Dataset<Row> others :
        List.of(
            spark.read().orc(path + "/orc"),
            spark.read().schema(Sample.SCHEMA).json(path + "/json"),
            spark.read().schema(Sample.SCHEMA).csv(path + "/csv"))) {
      if (!Sample.ordered(others.orderBy("id")).equals(rows)) {
        throw new IllegalStateException("Not the same rows: " + others.inputFiles()[0]);
      }
    }
    return rows;
  }
}
