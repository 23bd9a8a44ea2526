package io.s3dl.engine.tables;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.List$;
import scala.collection.immutable.Map;

/**
 * Commits to a Delta table. Delta has one lock for all that share a {@code DeltaLog}, so each
 * writer has one of its own: what keeps them apart then is the rename alone, as if each were a
 * process.
 */
final class DeltaAppender implements Appender {

  private final DeltaLog log;

  DeltaAppender(SparkSession spark, String path, int writer) {
    log =
        DeltaLog.forTable(
            spark, new Path(path), new Map.Map1<>("fs.tables.writer", Integer.toString(writer)));
  }

  @Override
  public void append(RowFile file) {
    AddFile added =
        new AddFile(
            file.path(),
            empty(),
            file.size(),
            0,
            true,
            null,
            empty(),
            null,
            Option.empty(),
            Option.empty(),
            Option.empty());
    log.startTransaction(Option.empty(), Option.empty())
        .commit(
            List$.MODULE$.<Action>empty().$colon$colon(added),
            DeltaOperations.ManualUpdate$.MODULE$);
  }

  private static Map<String, String> empty() {
    return scala.collection.immutable.Map$.MODULE$.empty();
  }
}
