package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Test;

/** What is tested here is the jar that users get, and not the classes that it is made of. */
public class ReleasedJarCases {

  @ClassRule public static final Engine ENGINE = Engine.SHARED;

  @Test
  public void theFileSystemIsThatOfTheJar() throws Exception {
    Cluster cluster = ENGINE.cluster();
    FileSystem fs = new Path(cluster.bucket().root()).getFileSystem(cluster.local());

    assertThat(fs.getClass().getName()).isEqualTo("io.s3dl.fs.S3dlFileSystem");
    assertThat(fs.getClass().getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith(".jar");
  }
}
