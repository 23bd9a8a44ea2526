package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.fs.FiledlFileSystem;
import io.s3dl.fs.S3dlFileSystem;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.fs.hdfs.HadoopFileSystem;
import org.apache.flink.runtime.fs.hdfs.HadoopFsFactory;
import org.junit.Test;

/** How our file systems come into Flink, and what of Flink they do not have. */
public class SetupCases {

  private static final URI LOCAL = URI.create("filedl://localhost/");

  @Test
  public void theReleasedJarIsTested() {
    assertThat(jarOf(S3dlFileSystem.class).getPath()).endsWith(".jar");
  }

  /** Flink has no zstd-jni. */
  @Test
  public void zstandardIsThatOfOurJar() throws ClassNotFoundException {
    Class<?> zstd = Class.forName("com.github.luben.zstd.Zstd");
    assertThat(jarOf(zstd)).isEqualTo(jarOf(S3dlFileSystem.class));
    assertThat(zstd.getClassLoader().resources("com/github/luben/zstd/Zstd.class")).hasSize(1);
  }

  private static URL jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Flink initializes it with the URI of fs.defaultFS then, which needs an authority. */
  @Test
  public void flinkOpensNoLocalFileSystemWithoutAnAuthority() {
    Path path = new Path("filedl:///setup/file");
    assertThatThrownBy(path::getFileSystem)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("authority");
  }

  @Test
  public void theDefaultFileSystemCanHaveTheAuthority() throws IOException {
    HadoopFileSystem files =
        configured("fs.defaultFS", "filedl://localhost/", URI.create("filedl:///setup"));
    try {
      assertThat(files.getHadoopFileSystem()).isInstanceOf(FiledlFileSystem.class);
      flush(files, "filedl:///setup/default");
    } finally {
      files.getHadoopFileSystem().close();
    }
  }

  /** A file system on its own, as Flink makes it where one key is set besides. */
  private static HadoopFileSystem configured(String key, String value, URI uri) throws IOException {
    Configuration configuration = new Configuration();
    FLINK
        .place(Flink.LOCAL)
        .store()
        .settings()
        .forEach((name, text) -> configuration.setString("flink.hadoop." + name, text));
    configuration.setString("flink.hadoop." + key, value);
    HadoopFsFactory factory = new HadoopFsFactory();
    factory.configure(configuration);
    return (HadoopFileSystem) factory.create(uri);
  }

  /** So FileSink cannot write to our schemes; when it can, the documentation says otherwise. */
  @Test
  public void thereIsNoRecoverableWriter() throws IOException {
    FileSystem files = new Path(FLINK.place(Flink.LOCAL).path("setup")).getFileSystem();
    assertThatThrownBy(files::createRecoverableWriter)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Flink's flush and sync are Hadoop's hflush and hsync, and checkpoints flush. */
  @Test
  public void flushesWarnOnceForAFileSystem() throws IOException {
    Place place = FLINK.place(Flink.LOCAL);
    for (int i = 0; i < 3; i++) {
      Path file = new Path(place.path("setup/flushed" + i));
      flush(file.getFileSystem(), file.toString());
    }
    assertThat(FLINK.warnings().of("io.s3dl"))
        .filteredOn(warning -> warning.contains("has no effect: the file is durable"))
        .filteredOn(warning -> warning.contains(place.path("")))
        .hasSize(1);
  }

  @Test
  public void flushesAreIgnoredIfSaidSo() throws IOException {
    HadoopFileSystem files = configured("fs.s3dl.syncable", "ignore", LOCAL);
    try {
      flush(files, LOCAL + "setup/own-ignored");
    } finally {
      files.getHadoopFileSystem().close();
    }
    assertThat(FLINK.warnings().of("io.s3dl"))
        .noneMatch(warning -> warning.contains("setup/own-ignored"));
  }

  @Test
  public void flushesAreRefusedIfSaidSo() throws IOException {
    HadoopFileSystem files = configured("fs.s3dl.syncable", "refuse", LOCAL);
    try {
      assertThatThrownBy(() -> flush(files, LOCAL + "setup/own-refused"))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("fs.s3dl.syncable");
    } finally {
      files.getHadoopFileSystem().close();
    }
  }

  private static void flush(FileSystem files, String path) throws IOException {
    Path file = new Path(path);
    try (FSDataOutputStream out = files.create(file, WriteMode.NO_OVERWRITE)) {
      out.write(1);
      out.flush();
      out.sync();
      out.write(2);
    }
    try (FSDataInputStream in = files.open(file)) {
      assertThat(in.readAllBytes()).containsExactly(1, 2);
    }
  }
}
