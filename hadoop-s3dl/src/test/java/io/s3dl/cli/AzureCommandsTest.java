package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Leaks;
import io.s3dl.conf.Stores;
import io.s3dl.store.FlatStore;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.azure.Azurite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class AzureCommandsTest {

  private final Configuration conf = new Configuration();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private URI container;

  @Before
  public void begin() throws IOException {
    conf.set("fs.s3dl.azure.endpoint", Azurite.endpoint().toString());
    conf.set("fs.s3dl.bucket." + Azurite.ACCOUNT + ".azure.account.key", Azurite.KEY);
    container = URI.create("azdl://" + Azurite.newContainer() + "@" + Azurite.ACCOUNT + "/");
  }

  @After
  public void noThreadIsLeft() {
    Leaks.assertNoThread("s3dl-");
  }

  private int run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(container.toString());
    return Main.run(conf, new PrintWriter(out), new PrintWriter(err), command);
  }

  @Test
  public void aGoodContainerPassesAndIsLeftAsItWas() throws Exception {
    assertThat(run("diag")).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("ok      resolve the name", "ok      blocks", "ok      create exclusively")
        .doesNotContain("FAILED", Azurite.KEY);
    try (FileSystem files = FileSystem.newInstance(container, conf)) {
      assertThat(files.listStatus(new Path("/"))).isEmpty();
    }
  }

  @Test
  public void aWrongKeyIsSaidSo() throws Exception {
    conf.set("fs.s3dl.bucket." + Azurite.ACCOUNT + ".azure.account.key", "aHVudGVyMg==");
    assertThat(run("diag")).isEqualTo(1);
    assertThat(out + "\n" + err)
        .contains("FAILED  list blobs", "fs.s3dl.azure.auth")
        .doesNotContain("aHVudGVyMg==");
  }

  @Test
  public void unfinishedBlocksAreListedAndTheirAbortIsExplained() throws Exception {
    try (FlatStore store = (FlatStore) Stores.open(container, conf)) {
      store
          .startUpload("d/a.s3dl.zst", WriteOptions.replacing())
          .part(1, 0, ByteBuffer.allocate(10));
    }
    assertThat(run("uploads", "--older-than", "0s")).isZero();
    assertThat(out.toString())
        .contains("\t" + container + "d/a.s3dl.zst\t", "1 upload unfinished")
        .hasLineCount(2);
    assertThat(err.toString()).contains("discards unfinished blocks by itself").hasLineCount(1);
    assertThat(run("uploads", "--older-than", "0s", "--abort")).isEqualTo(1);
    assertThat(out.toString()).contains("1 upload unfinished, 0 aborted");
  }
}
