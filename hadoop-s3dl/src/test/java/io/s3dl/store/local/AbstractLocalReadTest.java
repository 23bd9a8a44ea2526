package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.random;
import static io.s3dl.store.local.LocalStoreFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Readers, the same through the page cache and with O_DIRECT. */
public abstract class AbstractLocalReadTest {

  static final int BLOCK = 4096;

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  LocalObjectStore store;

  abstract LocalObjectStore open() throws IOException;

  @Before
  public void openStore() throws IOException {
    store = open();
  }

  @Test
  public void unalignedReadsGiveTheSameAsTheModel() throws IOException {
    byte[] content = random(5 * BLOCK + 77);
    Files.write(fixture.path("a"), content);
    Random random = new Random(3);
    try (ObjectReader reader = store.open("a", Optional.empty());
        PooledBuffer buffer = fixture.pool.take(content.length + BLOCK)) {
      for (int i = 0; i < 2000; i++) {
        int position = pick(random, content.length);
        int length = Math.min(pick(random, content.length), content.length - position);
        int shift = random.nextInt(4) == 0 ? random.nextInt(BLOCK) : 0;
        ByteBuffer bytes =
            random.nextBoolean() ? buffer.memory() : ByteBuffer.allocate(buffer.capacity());
        bytes.position(shift).limit(shift + length);
        reader.readFully(position, bytes);
        assertThat(bytes.position()).isEqualTo(shift + length);
        byte[] found = new byte[length];
        bytes.get(shift, found);
        assertThat(ByteBuffer.wrap(found)).isEqualTo(ByteBuffer.wrap(content, position, length));
      }
    }
  }

  @Test
  public void largeUnalignedReadGoesThroughSeveralBounces() throws IOException {
    byte[] content = random(3 * DirectAccess.BOUNCE_BYTES + 5);
    Files.write(fixture.path("a"), content);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      ByteBuffer bytes = ByteBuffer.allocate(content.length - 1);
      reader.readFully(1, bytes);
      assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(content, 1, content.length - 1));
    }
  }

  @Test
  public void severalThreadsReadOneReader() throws Exception {
    byte[] content = random(40 * BLOCK + 9);
    Files.write(fixture.path("a"), content);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      List<Callable<Void>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int position = i * 811;
        int length = Math.min(BLOCK + i, content.length - position);
        reads.add(
            () -> {
              ByteBuffer bytes = ByteBuffer.allocateDirect(length);
              reader.readFully(position, bytes);
              assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(content, position, length));
              return null;
            });
      }
      LocalStoreFixture.inThreads(4, reads);
    }
  }

  @Test
  public void readingPastTheEndIsAnEofException() throws IOException {
    Files.write(fixture.path("a"), random(100));
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      assertThatThrownBy(() -> reader.readFully(90, ByteBuffer.allocate(11)))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining(fixture.path("a").toString());
      reader.readFully(100, ByteBuffer.allocate(0));
    }
  }

  @Test
  public void aFileThatBecomesShorterIsAnEofException() throws IOException {
    Files.write(fixture.path("a"), random(3 * BLOCK));
    try (ObjectReader reader = store.open("a", Optional.empty());
        FileChannel other = FileChannel.open(fixture.path("a"), StandardOpenOption.WRITE)) {
      other.truncate(BLOCK + 5);
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(3 * BLOCK)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  public void aReplacedFileIsReadAsItWasOpened() throws IOException {
    fixture.write(store, "a", "one");
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      fixture.write(store, "a", "another");
      ByteBuffer bytes = ByteBuffer.allocate(3);
      reader.readFully(0, bytes);
      assertThat(new String(bytes.array(), UTF_8)).isEqualTo("one");
    }
    assertThat(text(store, "a")).isEqualTo("another");
  }

  @Test
  public void openingWhatHasChangedIsRefused() throws IOException {
    ObjectInfo known = fixture.write(store, "a", "one");
    store.open("a", Optional.of(known)).close();
    fixture.write(store, "a", "two");
    assertThatThrownBy(() -> store.open("a", Optional.of(known)))
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining(fixture.path("a").toString());
  }

  @Test
  public void openingADirectoryOrNothingIsNotFound() throws IOException {
    store.makeDirectory("d", 0755);
    assertThatThrownBy(() -> store.open("d", Optional.empty()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("directory");
    assertThatThrownBy(() -> store.open("missing", Optional.empty()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(fixture.path("missing").toString());
  }

  @Test
  public void anInterruptedReadKeepsTheFlagAndTheReaderLives() throws IOException {
    byte[] content = random(2 * BLOCK);
    Files.write(fixture.path("a"), content);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(10)))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      ByteBuffer bytes = ByteBuffer.allocate(content.length);
      reader.readFully(0, bytes);
      assertThat(bytes.array()).isEqualTo(content);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  public void oneInterruptedThreadDoesNotDisturbTheOthers() throws Exception {
    byte[] content = random(8 * BLOCK + 9);
    Files.write(fixture.path("a"), content);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      Callable<Void> interrupted =
          () -> {
            for (int i = 0; i < 100; i++) {
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(BLOCK)))
                  .isInstanceOf(InterruptedIOException.class);
              assertThat(Thread.interrupted()).isTrue();
            }
            return null;
          };
      Callable<Void> undisturbed =
          () -> {
            for (int i = 0; i < 500; i++) {
              ByteBuffer bytes = ByteBuffer.allocate(content.length);
              reader.readFully(0, bytes);
              assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(content));
            }
            return null;
          };
      LocalStoreFixture.inThreads(3, List.of(interrupted, undisturbed, undisturbed));
    }
  }

  @Test
  public void aReaderThatWasInterruptedDoesNotGoOnWithAnotherFile() throws IOException {
    fixture.write(store, "a", "one");
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(3)))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      fixture.write(store, "a", "two");
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(3)))
          .isInstanceOf(ObjectChangedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  public void aClosedReaderIsNotOpenedAgain() throws IOException {
    fixture.write(store, "a", "one");
    ObjectReader reader = store.open("a", Optional.empty());
    reader.close();
    reader.close();
    assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  private static int pick(Random random, int bound) {
    int number = random.nextInt(bound);
    return random.nextBoolean() ? number : number / BLOCK * BLOCK;
  }
}
