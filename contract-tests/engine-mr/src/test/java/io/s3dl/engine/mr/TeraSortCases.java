package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.examples.terasort.TeraGen;
import org.apache.hadoop.examples.terasort.TeraSort;
import org.apache.hadoop.examples.terasort.TeraValidate;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;
import org.junit.ClassRule;
import org.junit.Test;

/** Hadoop's benchmark of sorting, on s3dl, with two reduces of which each sorts a range. */
public class TeraSortCases {

  private static final int ROWS = 5_000;
  private static final int ROW_BYTES = 100;

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  private final Cluster cluster = ENGINE.cluster();
  private final Contents contents = new Contents(cluster.local());

  @Test
  public void rowsAreSortedAsOnDisk() throws Exception {
    Path rows = new Path(cluster.bucket().path("tera/rows"));
    Path sorted = new Path(cluster.bucket().path("tera/sorted"));
    Path report = new Path(cluster.bucket().path("tera/report"));
    run(cluster.uber(), 1, new TeraGen(), Integer.toString(ROWS), rows.toString());
    run(cluster.yarn(), 2, new TeraSort(), rows.toString(), sorted.toString());
    run(cluster.uber(), 1, new TeraValidate(), sorted.toString(), report.toString());

    Path rowsOnDisk = cluster.onDisk("tera/rows");
    Path sortedOnDisk = cluster.onDisk("tera/sorted");
    Path reportOnDisk = cluster.onDisk("tera/report");
    Configuration local = cluster.local();
    // One range needs no file of ranges, for which a local job would make a link where it runs.
    local.setBoolean("mapreduce.terasort.simplepartitioner", true);
    run(local, 1, new TeraGen(), Integer.toString(ROWS), rowsOnDisk.toString());
    run(local, 1, new TeraSort(), rowsOnDisk.toString(), sortedOnDisk.toString());
    run(local, 1, new TeraValidate(), sortedOnDisk.toString(), reportOnDisk.toString());

    assertThat(contents.text(rows))
        .isEqualTo(contents.text(rowsOnDisk))
        .isNotEqualTo(contents.text(sorted));
    assertThat(contents.text(sorted)).isEqualTo(contents.text(sortedOnDisk));
    for (Path part : contents.parts(sorted)) {
      assertThat(contents.read(part)).hasSizeBetween(ROW_BYTES, (ROWS - 1) * ROW_BYTES);
    }
    assertThat(contents.text(report))
        .startsWith("checksum\t")
        .hasLineCount(1)
        .isEqualTo(contents.text(reportOnDisk));
    assertStored();
  }

  private void assertStored() throws Exception {
    assertThat(StoredFiles.names(cluster.bucket(), "tera/rows"))
        .containsExactly("_SUCCESS", "part-m-00000.s3dl.zst");
    assertThat(StoredFiles.names(cluster.bucket(), "tera/sorted"))
        .containsExactly(
            "_SUCCESS",
            "_partition.lst.s3dl.zst",
            "part-r-00000.s3dl.zst",
            "part-r-00001.s3dl.zst");
    StoredFiles.areZstd(
        cluster.bucket(), "tera/rows/part-m-00000.s3dl.zst", "tera/sorted/part-r-00001.s3dl.zst");
  }

  private static void run(Configuration conf, int tasks, Tool tool, String... arguments)
      throws Exception {
    conf.setInt("mapreduce.job.maps", tasks);
    conf.setInt("mapreduce.job.reduces", tasks);
    assertThat(ToolRunner.run(conf, tool, arguments)).as(tool.getClass().getName()).isZero();
  }
}
