package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Leaks;
import io.s3dl.oplog.LogLines;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StoresTest {

  private static final URI URI_OF_FILES = URI.create("filedl:///");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Configuration conf() throws IOException {
    Configuration conf = new Configuration();
    conf.set(Settings.LOCAL_ROOT.name(), folder.newFolder().toString());
    return conf;
  }

  @Test
  public void operationsOfAFileSystemAreLogged() throws IOException {
    Path log = folder.getRoot().toPath().resolve("logs/ops.tsv.zst");
    Configuration conf = conf();
    conf.set(OplogSettings.PATH.name(), log.toString());
    conf.set(OplogSettings.CLIENT_ID.name(), "it");
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("/d/a.csv");
    byte[] content = "some content".getBytes(StandardCharsets.UTF_8);
    try (FileSystem files = FileSystem.newInstance(URI_OF_FILES, conf)) {
      try (FSDataOutputStream out = files.create(path)) {
        out.write(content);
      }
      try (FSDataInputStream in = files.open(path)) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
      assertThat(files.delete(path.getParent(), true)).isTrue();
    }
    Leaks.assertNoThread("s3dl-");

    List<Map<String, String>> lines = LogLines.of(log);
    assertThat(lines)
        .allMatch(line -> line.get("client_id").equals("it"))
        .allMatch(line -> line.get("endpoint").equals("filedl:///"));
    assertThat(lines)
        .filteredOn(line -> line.get("op").matches("GET|PUT|DELETE"))
        .filteredOn(line -> line.get("file").equals("d/a.csv.s3dl.zst"))
        .extracting(line -> line.get("op"))
        .contains("PUT", "GET", "DELETE");
  }

  @Test
  public void aRelativePathOfALogIsRefused() throws IOException {
    Configuration conf = conf();
    conf.set(OplogSettings.PATH.name(), "ops.tsv.zst");
    assertThatThrownBy(() -> Stores.open(URI_OF_FILES, conf))
        .hasMessage(
            "fs.s3dl.oplog.path is \"ops.tsv.zst\", but must be an absolute path of the local file"
                + " system, or empty");
  }

  @Test
  public void theLocalHostMayBeNamed() throws IOException {
    Configuration conf = conf();
    byte[] content = "some content".getBytes(StandardCharsets.UTF_8);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("filedl://localhost/d/a.csv");
    try (FileSystem files = FileSystem.newInstance(path.toUri(), conf)) {
      try (FSDataOutputStream out = files.create(path)) {
        out.write(content);
      }
      assertThat(files.getFileStatus(path).getPath()).isEqualTo(path);
      assertThat(files.listStatus(path.getParent())[0].getPath()).isEqualTo(path);
    }
    try (FileSystem files = FileSystem.newInstance(URI_OF_FILES, conf);
        FSDataInputStream in = files.open(new org.apache.hadoop.fs.Path("/d/a.csv"))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  public void anotherHostIsRefused() {
    URI uri = URI.create("filedl://elsewhere/");
    assertThatThrownBy(() -> FileSystem.newInstance(uri, conf()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "filedl://elsewhere/ names a host, and filedl is the local disk: write filedl:///");
  }

  @Test
  public void keysInAnAddressAreRefusedAndNotRepeated() {
    URI uri = URI.create("s3dl://AKID:hunter2@bucket/");
    assertThatThrownBy(() -> FileSystem.newInstance(uri, new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fs.s3dl.s3.secret.key")
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("AKID");
  }
}
