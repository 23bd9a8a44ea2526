package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.random;
import static io.s3dl.store.local.LocalStoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import com.sun.nio.file.ExtendedOpenOption;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.log4j.Level;
import org.junit.Rule;
import org.junit.Test;

/** What happens where a disk does not support O_DIRECT. */
public class LocalDirectRefusalTest {

  private static final int SIZE = 3 * LocalStoreFixture.PART_BYTES + 5;

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  @Rule public final CapturedLog log = new CapturedLog(DirectAccess.class);

  @Test
  public void aDiskThatRefusesToOpenIsUsedThroughThePageCacheWithOneWarning() throws IOException {
    LocalObjectStore store = store(LocalDirectRefusalTest::refusingToOpen, false);
    writeAndReadTwice(store);
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("O_DIRECT");
  }

  @Test
  public void aDiskWithoutTheOptionIsUsedThroughThePageCacheWithOneWarning() throws IOException {
    FileOpener opener =
        (path, options, attributes) -> {
          if (options.contains(ExtendedOpenOption.DIRECT)) {
            throw new UnsupportedOperationException("DIRECT");
          }
          return FileChannel.open(path, options, attributes);
        };
    writeAndReadTwice(store(opener, false));
    assertThat(log.messages(Level.WARN)).hasSize(1);
  }

  @Test
  public void aDiskThatRefusesTheFirstBytesIsUsedThroughThePageCacheWithOneWarning()
      throws IOException {
    LocalObjectStore store = store(LocalDirectRefusalTest::refusingBytes, false);
    writeAndReadTwice(store);
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("Invalid argument");
  }

  @Test
  public void whereItIsRequiredARefusalIsAnErrorWithARemedy() throws IOException {
    Files.write(fixture.path("a"), random(10));
    LocalObjectStore store = store(LocalDirectRefusalTest::refusingToOpen, true);
    assertThatThrownBy(() -> store.startUpload("b", WriteOptions.replacing()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(fixture.path("b").toString())
        .hasMessageContaining("fs.s3dl.direct.required")
        .hasMessageContaining("set it to false");
    assertThatThrownBy(() -> store.open("a", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(fixture.path("a").toString())
        .hasMessageContaining("fs.s3dl.direct.required");
    assertThatThrownBy(() -> store.open("missing", Optional.empty()))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void whereItIsRequiredARefusalOfTheFirstBytesIsAnError() throws IOException {
    Files.write(fixture.path("a"), random(10));
    LocalObjectStore store = store(LocalDirectRefusalTest::refusingBytes, true);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("fs.s3dl.direct.required");
    }
    Upload upload = store.startUpload("b", WriteOptions.replacing());
    try {
      byte[] part = random(LocalStoreFixture.PART_BYTES);
      assertThatThrownBy(() -> fixture.part(upload, 1, 0, part, part.length))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("fs.s3dl.direct.required");
    } finally {
      upload.abort();
    }
  }

  @Test
  public void aFileThatCannotBeOpenedAtAllIsNotTakenForARefusal() throws IOException {
    Files.write(fixture.path("a"), random(10));
    FileOpener exhausted =
        (path, options, attributes) -> {
          throw new FileSystemException(path.toString(), null, "Trop de fichiers ouverts");
        };
    for (boolean required : new boolean[] {false, true}) {
      assertThatThrownBy(() -> store(exhausted, required).open("a", Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(fixture.path("a") + ": Trop de fichiers ouverts");
    }
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void aFullDiskIsNotTakenForARefusal() throws IOException {
    FileOpener full =
        (path, options, attributes) ->
            new FilteredChannel(FileChannel.open(path, withoutDirect(options), attributes)) {
              @Override
              public int write(ByteBuffer src, long position) throws IOException {
                throw new IOException("Plus de place");
              }
            };
    Upload upload = store(full, true).startUpload("a", WriteOptions.replacing());
    try {
      byte[] part = random(LocalStoreFixture.PART_BYTES);
      assertThatThrownBy(() -> fixture.part(upload, 1, 0, part, part.length))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("Plus de place");
    } finally {
      upload.abort();
    }
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void aRealFileThatRefusesIsOpenedThroughThePageCache() throws IOException {
    Path refusing = Path.of("/proc/self/status");
    assumeTrue("there is a file without O_DIRECT", Files.exists(refusing));
    LocalOptions options = new LocalOptions(refusing.getParent(), true, false, false, 4096);
    LocalObjectStore store = fixture.store(options);
    try (ObjectReader reader = store.open("status", Optional.empty())) {
      assertThat(reader.length()).isZero();
    }
    assertThat(log.messages(Level.WARN)).hasSize(1);
  }

  @Test
  public void anErrorAfterTheFirstBytesIsNotTakenForARefusal() throws IOException {
    assumeTrue(fixture.supportsDirect());
    Files.write(fixture.path("a"), random(SIZE));
    FailingLater opener = new FailingLater();
    LocalObjectStore store = store(opener, false);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      reader.readFully(0, ByteBuffer.allocate(10));
      opener.fail = true;
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Input/output error")
          .hasMessageContaining(fixture.path("a").toString());
    }
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  private LocalObjectStore store(FileOpener opener, boolean required) throws IOException {
    LocalOptions options =
        new LocalOptions(fixture.root(), true, required, true, LocalStoreFixture.PART_BYTES);
    return fixture.store(options, opener, Files::createLink);
  }

  private void writeAndReadTwice(LocalObjectStore store) throws IOException {
    byte[] content = random(SIZE);
    for (String key : new String[] {"a", "b"}) {
      fixture.write(store, key, content, WriteOptions.replacing());
      assertThat(Files.readAllBytes(fixture.path(key))).isEqualTo(content);
      assertThat(read(store, key)).isEqualTo(content);
    }
  }

  private static FileChannel refusingToOpen(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(ExtendedOpenOption.DIRECT)) {
      throw new FileSystemException(path.toString(), null, "Invalid argument");
    }
    return FileChannel.open(path, options, attributes);
  }

  private static FileChannel refusingBytes(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!options.contains(ExtendedOpenOption.DIRECT)) {
      return FileChannel.open(path, options, attributes);
    }
    return new FilteredChannel(FileChannel.open(path, withoutDirect(options), attributes)) {
      @Override
      public int read(ByteBuffer dst, long position) throws IOException {
        throw new IOException("Invalid argument");
      }

      @Override
      public int write(ByteBuffer src, long position) throws IOException {
        throw new IOException("Invalid argument");
      }
    };
  }

  private static Set<OpenOption> withoutDirect(Set<? extends OpenOption> options) {
    Set<OpenOption> others = new HashSet<>(options);
    others.removeAll(Arrays.asList(ExtendedOpenOption.DIRECT));
    return others;
  }

  /** A disk that breaks when it is told to. */
  private static final class FailingLater implements FileOpener {
    private boolean fail;

    @Override
    public FileChannel open(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return new FilteredChannel(FileChannel.open(path, options, attributes)) {
        @Override
        public int read(ByteBuffer dst, long position) throws IOException {
          if (fail) {
            throw new IOException("Input/output error");
          }
          return super.read(dst, position);
        }
      };
    }
  }
}
