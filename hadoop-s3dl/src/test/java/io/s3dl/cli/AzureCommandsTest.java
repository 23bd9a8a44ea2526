package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.s3dl.Leaks;
import io.s3dl.conf.Stores;
import io.s3dl.store.FlatStore;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.azure.Azurite;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Commands on a container of Azurite's. */
public class AzureCommandsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

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
        .containsSubsequence(
            "ok      resolve the name",
            "ok      connect",
            "ok      blob service",
            "ok      clock",
            "ok      credentials",
            "the account's key from fs.s3dl.bucket.devstoreaccount1.azure.account.key",
            "ok      account",
            "ok      list blobs",
            "ok      put",
            "ok      wrong MD5",
            "ok      blocks",
            "ok      copy",
            "ok      special names",
            "ok      remove objects",
            "ok      rename",
            "ok      clean up")
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
        .contains("FAILED  list blobs", "azure.account.key) is not one of account")
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
    assertThat(err.toString()).isEmpty();
    assertThat(run("uploads", "--older-than", "0s", "--abort")).isEqualTo(1);
    assertThat(out.toString()).contains("1 upload unfinished, 0 aborted");
    assertThat(err.toString()).contains("has no request that aborts");
    assertThat(run("uploads")).isZero();
    assertThat(err.toString()).contains("--older-than 0s lists them");
  }

  private void write(String name, String content) throws IOException {
    try (FileSystem files = FileSystem.newInstance(container, conf);
        FSDataOutputStream stream = files.create(new Path("/" + name))) {
      stream.writeBytes(content);
    }
  }

  @Test
  public void aContainerThatIsNotThereIsNamed() throws Exception {
    container = URI.create("azdl://nowhere@" + Azurite.ACCOUNT + "/");
    for (String command : List.of("diag", "fsck", "verify", "uploads")) {
      out.getBuffer().setLength(0);
      err.getBuffer().setLength(0);
      assertThat(run(command)).as(command).isEqualTo(1);
      assertThat(out + "\n" + err)
          .as(command)
          .contains("azdl://nowhere@devstoreaccount1/", "there is no container nowhere")
          .doesNotContain(Azurite.KEY, "\tat ");
    }
  }

  @Test
  public void aContainerIsCheckedAndVerified() throws Exception {
    write("d/a.txt", "some text ".repeat(1000));
    write("d/b.parquet", "plain");
    assertThat(run("fsck", "--verify")).as(out + "\n" + err).isZero();
    assertThat(out.toString()).matches("2 files of .*, 0 problems, 0 fixed\\R");
    assertThat(run("verify")).as(out + "\n" + err).isZero();
    replaceAll("d/a.txt.s3dl.zst", "damage".getBytes(StandardCharsets.US_ASCII));
    assertThat(run("verify")).isEqualTo(1);
    assertThat(out + "\n" + err).contains(container + "d/a.txt");
    assertThat(run("fsck")).isEqualTo(1);
    assertThat(out.toString()).contains(container + "d/a.txt").contains("1 problem, 0 fixed");
  }

  private void replaceAll(String key, byte[] bytes) throws IOException {
    try (FlatStore store = (FlatStore) Stores.open(container, conf)) {
      store
          .startUpload(key, WriteOptions.replacing())
          .put(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), WrittenBytes.UNKNOWN);
    }
  }

  @Test
  public void unfinishedBlocksAreNoProblemOfACheck() throws Exception {
    write("a.txt", "text");
    try (FlatStore store = (FlatStore) Stores.open(container, conf)) {
      store.startUpload("b.txt", WriteOptions.replacing()).part(1, 0, ByteBuffer.allocate(10));
    }
    assertThat(run("fsck")).as(out + "\n" + err).isZero();
    assertThat(out.toString()).contains("1 file of").contains("0 problems");
  }

  @Test
  public void operationsAreLogged() throws Exception {
    write("a.txt", "text");
    File log = new File(folder.getRoot(), "ops.tsv.zst");
    assertThat(run("-D", "fs.s3dl.oplog.path=" + log, "verify")).as(out + "\n" + err).isZero();
    String text;
    try (InputStream in = new ZstdInputStream(new FileInputStream(log))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text)
        .contains("\tLIST\t", "\tGET\t", "\t" + container + "\ta.txt.s3dl.zst\t")
        .doesNotContain(Azurite.KEY, "sig=");
  }
}
