package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.PART_BYTES;
import static io.s3dl.store.local.LocalStoreFixture.random;
import static io.s3dl.store.local.LocalStoreFixture.read;
import static io.s3dl.store.local.LocalStoreFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import io.s3dl.io.ByteRange;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Uploads, the same through the page cache and with O_DIRECT. */
public abstract class AbstractLocalUploadTest {

  static final int BLOCK = 4096;

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  LocalObjectStore store;

  abstract LocalObjectStore open() throws IOException;

  @Before
  public void openStore() throws IOException {
    store = open();
  }

  @Test
  public void objectsOfAllSizesAreReadBackExactly() throws IOException {
    int part = (int) store.partSizes().firstBytes();
    int[] sizes = {
      0, 1, BLOCK - 1, BLOCK, BLOCK + 1, part - 1, part, part + 1, 3 * part, 3 * part + BLOCK + 7
    };
    for (int size : sizes) {
      byte[] content = random(size);
      ObjectInfo info = fixture.write(store, "a", content, WriteOptions.replacing());
      assertThat(info.size()).isEqualTo(size);
      assertThat(store.head("a")).isEqualTo(info); // before a read changes the time of access
      assertThat(Files.readAllBytes(fixture.path("a"))).isEqualTo(content);
      assertThat(read(store, "a")).isEqualTo(content);
    }
  }

  @Test
  public void partsAreWrittenByThreadsInAnyOrder() throws Exception {
    byte[] content = random(20 * PART_BYTES + 123);
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    List<Callable<Void>> parts = new ArrayList<>();
    for (int i = 20; i >= 0; i--) {
      int number = i + 1;
      int offset = i * PART_BYTES;
      int size = Math.min(PART_BYTES, content.length - offset);
      parts.add(
          () -> {
            fixture.part(upload, number, offset, content, size);
            return null;
          });
    }
    LocalStoreFixture.inThreads(4, parts);
    upload.complete(WrittenBytes.UNKNOWN);
    assertThat(Files.readAllBytes(fixture.path("a"))).isEqualTo(content);
  }

  @Test
  public void partsOfOddSizesAndAddressesAreWrittenExactly() throws IOException {
    Random random = new Random(7);
    byte[] content = random(300_000);
    List<int[]> pieces = new ArrayList<>();
    for (int offset = 0; offset < content.length; ) {
      int size = Math.min(1 + random.nextInt(3 * BLOCK), content.length - offset);
      pieces.add(new int[] {offset, size});
      offset += size;
    }
    Collections.shuffle(pieces, random);
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    int number = 1;
    for (int[] piece : pieces) {
      int shift = random.nextInt(3);
      try (PooledBuffer buffer = fixture.pool.take(piece[1] + shift)) {
        ByteBuffer bytes = buffer.bytes();
        bytes.position(shift);
        bytes.put(content, piece[0], piece[1]).flip().position(shift);
        upload.part(number++, piece[0], bytes);
      }
    }
    upload.complete(WrittenBytes.UNKNOWN);
    assertThat(Files.readAllBytes(fixture.path("a"))).isEqualTo(content);
  }

  @Test
  public void partsWithAGapAreNotPublished() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    fixture.part(upload, 2, PART_BYTES, random(2 * PART_BYTES), PART_BYTES);
    assertThatThrownBy(() -> upload.complete(WrittenBytes.UNKNOWN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("do not fit together");
    assertThat(fixture.path("a")).doesNotExist();
  }

  @Test
  public void anInterruptedPartFailsAndLeavesNothing() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> fixture.part(upload, 1, 0, random(BLOCK), BLOCK))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      Thread.interrupted();
      upload.abort();
    }
    assertThat(fixture.path("a")).doesNotExist();
  }

  @Test
  public void nothingIsVisibleBeforeCompletion() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    fixture.part(upload, 1, 0, random(10), 10);
    assertThat(fixture.temporaryFiles()).hasSize(1);
    assertThat(LocalStoreFixture.keys(store, "", false)).isEmpty();
    assertThatThrownBy(() -> store.head("a")).isInstanceOf(FileNotFoundException.class);
    upload.abort();
    upload.abort();
    assertThat(fixture.path("a")).doesNotExist();
  }

  @Test
  public void aLivingWriterHoldsALock() throws Exception {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    try {
      fixture.part(upload, 1, 0, random(10), 10);
      assertThat(isLocked(fixture.temporaryFiles().get(0))).isTrue();
    } finally {
      upload.abort();
    }
  }

  @Test
  public void rangesAreCopiedInsideTheDisk() throws IOException {
    int unit = store.partSizes().copyUnit();
    byte[] content = random(10 * BLOCK + 3);
    fixture.write(store, "a", content, WriteOptions.replacing());
    Upload upload = store.startUpload("b", WriteOptions.replacing());
    int skip = unit == 1 ? 5 : unit;
    upload.copyPart(1, 0, store.head("a"), new ByteRange(skip, 4L * BLOCK));
    fixture.part(upload, 2, 4 * BLOCK, content, 3 * BLOCK + 11);
    upload.complete(WrittenBytes.UNKNOWN);
    byte[] expected = new byte[7 * BLOCK + 11];
    System.arraycopy(content, skip, expected, 0, 4 * BLOCK);
    System.arraycopy(content, 4 * BLOCK, expected, 4 * BLOCK, 3 * BLOCK + 11);
    assertThat(Files.readAllBytes(fixture.path("b"))).isEqualTo(expected);
  }

  @Test
  public void copyingMoreThanThereIsFails() throws IOException {
    fixture.write(store, "a", "abc");
    Upload upload = store.startUpload("b", WriteOptions.replacing());
    try {
      ObjectInfo known = store.head("a");
      assertThatThrownBy(() -> upload.copyPart(1, 0, known, new ByteRange(0, 4)))
          .isInstanceOf(EOFException.class);
      fixture.write(store, "a", "abcd");
      assertThatThrownBy(() -> upload.copyPart(1, 0, known, new ByteRange(0, 4)))
          .isInstanceOf(ObjectChangedException.class);
      store.delete(List.of("a"));
      assertThatThrownBy(() -> upload.copyPart(1, 0, known, new ByteRange(0, 4)))
          .isInstanceOf(FileNotFoundException.class);
    } finally {
      upload.abort();
    }
  }

  @Test
  public void exclusiveCreationHasOneWinner() throws Exception {
    CountDownLatch start = new CountDownLatch(16);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String content = "writer " + i;
      writers.add(
          () -> {
            Upload upload = store.startUpload("a", WriteOptions.replacing().withExclusive());
            byte[] bytes = content.getBytes(UTF_8);
            fixture.part(upload, 1, 0, bytes, bytes.length);
            start.countDown();
            start.await();
            try {
              upload.complete(WrittenBytes.UNKNOWN);
              return true;
            } catch (FileAlreadyExistsException e) {
              assertThat(e.getFile()).isEqualTo(fixture.path("a").toString());
              return false;
            }
          });
    }
    List<Boolean> won = LocalStoreFixture.inThreads(16, writers);
    assertThat(won).containsOnlyOnce(true);
    assertThat(text(store, "a")).isEqualTo("writer " + won.indexOf(true));
  }

  @Test
  public void aDirectoryIsNeverReplaced() throws IOException {
    store.makeDirectory("d", 0755);
    assertThatThrownBy(() -> fixture.write(store, "d", "x"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("directory");
    assertThatThrownBy(
            () -> fixture.write(store, "d", new byte[1], WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(fixture.path("d")).isDirectory();
  }

  @Test
  public void aConditionalWriteReplacesOnlyWhatItExpects() throws IOException {
    ObjectInfo first = fixture.write(store, "a", "first");
    WriteOptions overFirst = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    fixture.write(store, "a", "second".getBytes(UTF_8), overFirst);
    WriteOptions again = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    assertThatThrownBy(() -> fixture.write(store, "a", "third".getBytes(UTF_8), again))
        .isInstanceOf(ObjectChangedException.class);
    assertThat(text(store, "a")).isEqualTo("second");
    assertThatThrownBy(
            () -> fixture.write(store, "b", "third".getBytes(UTF_8), again.withMode(0600)))
        .isInstanceOf(ObjectChangedException.class);
  }

  @Test
  public void theModeIsExactlyAsGiven() throws IOException {
    for (int mode : new int[] {0644, 0600, 0666, 0777, 0444, 0}) {
      ObjectInfo info =
          fixture.write(store, "a", random(9), WriteOptions.replacing().withMode(mode));
      assertThat(info.attributes().orElseThrow().mode()).isEqualTo(mode);
      assertThat(store.head("a").attributes().orElseThrow().mode()).isEqualTo(mode);
    }
  }

  @Test
  public void theParentMustBeADirectory() throws IOException {
    assertThatThrownBy(() -> store.startUpload("no/a", WriteOptions.replacing()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(fixture.path("no").toString());
    fixture.write(store, "file", "x");
    assertThatThrownBy(() -> store.startUpload("file/a", WriteOptions.replacing()))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining(fixture.path("file").toString());
    assertThatThrownBy(() -> store.startUpload("file/a/b", WriteOptions.replacing()))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.startUpload("", WriteOptions.replacing()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void theSameWriteIdIsNotMistakenForAnExistingKey() throws IOException {
    WriteOptions options = WriteOptions.replacing().withExclusive();
    Upload upload = store.startUpload("a", options);
    try {
      assertThatThrownBy(() -> store.startUpload("a", options))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("same id");
    } finally {
      upload.abort();
    }
  }

  @Test
  public void namesOfTemporaryFilesAreReserved() {
    String name = TemporaryNames.of(UUID.randomUUID());
    assertThat(TemporaryNames.isTemporary(name)).isTrue();
    assertThat(TemporaryNames.isTemporary(name + "0")).isFalse();
    assertThat(TemporaryNames.isTemporary(".s3dl-tmp-mine")).isFalse();
    assertThatThrownBy(() -> store.startUpload(name, WriteOptions.replacing()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reserved");
  }

  @Test
  public void theChecksumIsRecordedUntilTheFileChanges() throws IOException {
    assumeTrue("the disk keeps attributes", fixture.keepsAttributes());
    ObjectInfo info = writeWithChecksum("a", 0644);
    assertThat(store.recordedCrc32c("a")).hasValue(0x89abcdef);
    assertThat(store.attributeNames("a")).isEmpty();
    try (ObjectReader reader = store.open("a", Optional.of(info))) {
      assertThat(reader.recordedCrc32c()).hasValue(0x89abcdef);
      store.setTimes("a", 1_000_000_000_123L, -1);
      assertThat(store.recordedCrc32c("a")).hasValue(0x89abcdef);
      assertThat(reader.recordedCrc32c()).hasValue(0x89abcdef);
    }
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      store.setTimes("a", 1_000_000_000_456L, -1);
      assertThat(reader.recordedCrc32c()).isEmpty();
    }
    Path file = fixture.path("a");
    Files.write(file, new byte[] {1}, StandardOpenOption.WRITE);
    assertThat(store.recordedCrc32c("a")).isEmpty();
    fixture.write(store, "b", "x");
    assertThat(store.recordedCrc32c("b")).isEmpty();
    writeWithChecksum("read-only", 0444);
    assertThat(store.recordedCrc32c("read-only")).hasValue(0x89abcdef);
  }

  private ObjectInfo writeWithChecksum(String key, int mode) throws IOException {
    Upload upload = store.startUpload(key, WriteOptions.replacing().withMode(mode));
    fixture.part(upload, 1, 0, random(10), 10);
    return upload.complete(WrittenBytes.of(0x89abcdef));
  }

  @Test
  public void anUploadEndsOnce() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    upload.complete(WrittenBytes.UNKNOWN);
    upload.abort();
    assertThatThrownBy(() -> upload.complete(WrittenBytes.UNKNOWN))
        .isInstanceOf(IllegalStateException.class);
    assertThat(fixture.path("a")).isEmptyFile();
  }

  /** Another process sees the lock; this one is told by {@code /proc/locks}. */
  private static boolean isLocked(Path file) throws IOException {
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains(":" + inode + " "));
  }
}
