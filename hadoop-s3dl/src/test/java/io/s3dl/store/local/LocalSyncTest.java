package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.keys;
import static io.s3dl.store.local.LocalStoreFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.log4j.Level;
import org.junit.Rule;
import org.junit.Test;

/** What has been done stays done, whether or not its directory can be put on the disk. */
public class LocalSyncTest {

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  @Rule public final CapturedLog log = new CapturedLog(DiskSync.class);

  @Test
  public void aDirectoryThatCannotBeOpenedCostsOneWarning() throws IOException {
    changeEverything(
        store(
            (path, options, attributes) -> {
              throw new AccessDeniedException(path.toString());
            }));
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .contains(fixture.root() + " cannot be synced")
        .contains("AccessDenied")
        .contains("crash");
  }

  @Test
  public void aDirectoryThatCannotBeSyncedCostsOneWarning() throws IOException {
    changeEverything(store(LocalSyncTest::failingToSync));
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("Invalid argument");
  }

  @Test
  public void aSyncedDirectoryCostsNone() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    changeEverything(
        store(
            (path, options, attributes) -> {
              opened.incrementAndGet();
              return FileChannel.open(path, options, attributes);
            }));
    assertThat(opened).hasValue(5); // made, written, and renamed from the one to the other, both
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void anInterruptWhileADirectoryIsSyncedIsKeptAndTheWriteSucceeds() throws IOException {
    AtomicInteger synced = new AtomicInteger();
    LocalObjectStore store =
        store(
            (path, options, attributes) ->
                new FilteredChannel(FileChannel.open(path, options, attributes)) {
                  @Override
                  public void force(boolean metaData) throws IOException {
                    if (synced.getAndIncrement() == 0) {
                      Thread.currentThread().interrupt();
                    }
                    super.force(metaData);
                  }
                });
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    try {
      byte[] bytes = "x".getBytes(UTF_8);
      fixture.part(upload, 1, 0, bytes, bytes.length);
      upload.complete(WrittenBytes.UNKNOWN);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      Thread.interrupted();
      upload.abort();
    }
    assertThat(text(store, "a")).isEqualTo("x");
    assertThat(synced).hasValue(2);
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  private void changeEverything(LocalObjectStore store) throws IOException {
    store.makeDirectory("d", 0755);
    fixture.write(store, "a", "x");
    fixture.write(store, "b", new byte[1], WriteOptions.replacing().withExclusive());
    store.rename("a", "d/a", false);
    assertThat(keys(store, "", true)).containsExactly("b", "d/a");
  }

  /** A store that opens directories in a way of its own. */
  private LocalObjectStore store(FileOpener directories) throws IOException {
    FileOpener opener =
        (path, options, attributes) ->
            Files.isDirectory(path)
                ? directories.open(path, options, attributes)
                : FileChannel.open(path, options, attributes);
    return fixture.store(fixture.options(false), opener, Files::createLink);
  }

  private static FileChannel failingToSync(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new FilteredChannel(FileChannel.open(path, options, attributes)) {
      @Override
      public void force(boolean metaData) throws IOException {
        throw new IOException("Invalid argument");
      }
    };
  }
}
