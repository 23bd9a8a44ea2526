package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.io.ByteRange;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * What {@link FlatStore} promises about reading and writing, for every implementation and for the
 * double that other tests use.
 */
public abstract class FlatStoreContract {

  protected FlatStore store;

  /** A store without objects. */
  protected abstract FlatStore openStore() throws IOException;

  /** Whether what was sent of a write that is given up can be discarded; Azure lets it expire. */
  protected boolean discardsUploads() {
    return true;
  }

  /** Whether a mode is sent with the completion of an upload; S3 takes it at its beginning. */
  protected boolean takesModeAtTheEnd() {
    return false;
  }

  @Before
  public void open() throws IOException {
    store = openStore();
  }

  @After
  public void nothingIsLeft() throws IOException {
    if (store == null) {
      return; // skipped: there is no server
    }
    if (discardsUploads()) {
      assertThat(store.pendingUploads("").hasNext()).as("unfinished uploads").isFalse();
    }
    store.close();
  }

  /** The bytes as uploads want them. */
  protected static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Writes an object with one request. */
  protected ObjectInfo put(String key, byte[] bytes) throws IOException {
    return put(key, bytes, WriteOptions.replacing());
  }

  protected ObjectInfo put(String key, byte[] bytes, WriteOptions options) throws IOException {
    return store.startUpload(key, options).put(direct(bytes), WrittenBytes.UNKNOWN);
  }

  /** Writes an object in parts, also a small one. */
  protected ObjectInfo parts(String key, byte[] bytes, WriteOptions options) throws IOException {
    Upload upload = store.startUpload(key, options);
    boolean done = false;
    try {
      int offset = 0;
      for (int number = 1; offset < bytes.length; number++) {
        int size = (int) Math.min(store.partSizes().bytesOf(number), bytes.length - offset);
        ByteBuffer part = ByteBuffer.allocateDirect(size).put(bytes, offset, size).flip();
        upload.part(number, offset, part);
        assertThat(part.hasRemaining()).isFalse();
        offset += size;
      }
      ObjectInfo info = upload.complete(WrittenBytes.of(Contents.crc32c(bytes, bytes.length)));
      done = true;
      return info;
    } finally {
      if (!done) {
        upload.abort();
      }
    }
  }

  /** Reads an object whole. */
  protected byte[] read(String key) throws IOException {
    try (ObjectReader reader = store.open(key, Optional.empty())) {
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) reader.length());
      reader.readFully(0, bytes);
      byte[] array = new byte[bytes.flip().remaining()];
      bytes.get(array);
      return array;
    }
  }

  @Test
  public void whatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> store.head("none")).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.tail("none", 10)).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> read("none")).isInstanceOf(FileNotFoundException.class);
    ObjectInfo from = new ObjectInfo("none", false, 1, 0, Optional.of("x"), Optional.empty());
    assertThatThrownBy(() -> store.copy(from, "to", false))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void headTellsWhatWasWritten() throws IOException {
    ObjectInfo written = put("d/a", new byte[7]);
    ObjectInfo found = store.head("d/a");
    assertThat(found.key()).isEqualTo("d/a");
    assertThat(found.directory()).isFalse();
    assertThat(found.size()).isEqualTo(7);
    assertThat(found.etag()).isPresent().isEqualTo(written.etag());
    assertThat(found.attributes()).isEmpty();
    assertThat(written.size()).isEqualTo(7);
  }

  @Test
  public void aMarkerIsADirectory() throws IOException {
    put("d/e/", new byte[0]);
    ObjectInfo marker = store.head("d/e/");
    assertThat(marker.key()).isEqualTo("d/e");
    assertThat(marker.directory()).isTrue();
    assertThatThrownBy(() -> store.head("d/e")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void tails() throws IOException {
    byte[] content = Contents.random(1000, 1);
    put("a", content);
    for (int bytes : new int[] {0, 1, 999, 1000, 1001, 1 << 20}) {
      StoredTail tail = store.tail("a", bytes);
      assertThat(tail.info().size()).isEqualTo(1000);
      assertThat(tail.info().etag()).isEqualTo(store.head("a").etag());
      int length = Math.min(bytes, 1000);
      assertThat(tail.bytes().duplicate())
          .isEqualTo(ByteBuffer.wrap(content, 1000 - length, length));
    }
    put("empty", new byte[0]);
    assertThat(store.tail("empty", 10).bytes().hasRemaining()).isFalse();
  }

  @Test
  public void rangesAreRead() throws IOException {
    byte[] content = Contents.random(300_000, 2);
    ObjectInfo info = put("a", content);
    Random random = new Random(3);
    try (ObjectReader reader = store.open("a", Optional.of(info))) {
      for (int i = 0; i < 30; i++) {
        int offset = random.nextInt(content.length);
        int length = random.nextInt(content.length - offset + 1);
        ByteBuffer bytes =
            i % 2 == 0 ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
        reader.readFully(offset, bytes);
        assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(content, offset, length));
      }
      assertThatThrownBy(() -> reader.readFully(content.length, ByteBuffer.allocate(1)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  public void aReaderNoticesAChange() throws IOException {
    ObjectInfo info = put("a", Contents.random(100, 1));
    put("a", Contents.random(100, 2));
    assertThatThrownBy(
            () -> {
              try (ObjectReader reader = store.open("a", Optional.of(info))) {
                reader.readFully(0, ByteBuffer.allocate(10));
              }
            })
        .isInstanceOf(ObjectChangedException.class);
  }

  @Test
  public void objectsOfEverySize() throws IOException {
    int part = (int) store.partSizes().firstBytes();
    for (int size : new int[] {0, 1, part - 1, part, part + 1, 3 * part + 7}) {
      byte[] content = Contents.random(size, size);
      ObjectInfo info = parts("a", content, WriteOptions.replacing());
      assertThat(info.size()).isEqualTo(size);
      assertThat(info.etag()).isPresent().isEqualTo(store.head("a").etag());
      assertThat(read("a")).isEqualTo(content);
    }
  }

  @Test
  public void anObjectOfManyPartsFromManyThreads() throws Exception {
    int part = (int) store.partSizes().firstBytes();
    byte[] content = Contents.random(13 * part + 12_345, 13);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Upload upload = store.startUpload("big", WriteOptions.replacing());
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int number = 1; (number - 1) * part < content.length; number++) {
        int at = (number - 1) * part;
        int of = number;
        parts.add(
            threads.submit(
                () -> {
                  int size = Math.min(part, content.length - at);
                  upload.part(
                      of, at, ByteBuffer.allocateDirect(size).put(content, at, size).flip());
                  return null;
                }));
      }
      for (Future<?> sent : parts) {
        sent.get();
      }
      upload.complete(WrittenBytes.of(Contents.crc32c(content, content.length)));
    } finally {
      threads.shutdownNow();
    }
    byte[] found = read("big");
    assertThat(found).isEqualTo(content);
    assertThat(Contents.crc32c(found, found.length))
        .isEqualTo(Contents.crc32c(content, content.length));
  }

  @Test
  public void anAbortedUploadLeavesNothing() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    upload.part(1, 0, direct(new byte[(int) store.partSizes().firstBytes()]));
    upload.abort();
    upload.abort();
    assertThatThrownBy(() -> store.head("a")).isInstanceOf(FileNotFoundException.class);
    assertThat(store.list("", true).hasNext()).isFalse();
  }

  @Test
  public void copiedRangesAreParts() throws IOException {
    int part = (int) store.partSizes().firstBytes();
    int least = 5 << 20;
    byte[] source = Contents.random(2 * least + 9, 4);
    ObjectInfo known = put("source", source);
    byte[] data = Contents.random(part, 5);
    for (int head : new int[] {1, 1000, least - 1, least, least + 1, source.length}) {
      for (int rest : new int[] {0, 10, part}) {
        Upload upload = store.startUpload("to", WriteOptions.replacing());
        upload.copyPart(1, 0, known, new ByteRange(0, head));
        if (rest > 0) {
          upload.part(2, head, ByteBuffer.allocateDirect(rest).put(data, 0, rest).flip());
        }
        assertThat(upload.complete(WrittenBytes.UNKNOWN).size()).isEqualTo((long) head + rest);
        ByteBuffer expected = ByteBuffer.allocate(head + rest);
        expected.put(source, 0, head).put(data, 0, rest);
        assertThat(read("to")).isEqualTo(expected.array());
      }
    }
  }

  @Test
  public void copiedRangesAreJoined() throws IOException {
    byte[] source = Contents.random((5 << 20) + 100, 4);
    ObjectInfo known = put("source", source);
    Upload upload = store.startUpload("to", WriteOptions.replacing());
    int[] lengths = {10, source.length, 20, source.length - 50, source.length, 7};
    ByteBuffer expected = ByteBuffer.allocate(java.util.stream.IntStream.of(lengths).sum() + 3);
    int number = 1;
    for (int length : lengths) {
      upload.copyPart(number++, expected.position(), known, new ByteRange(0, length));
      expected.put(source, 0, length);
    }
    upload.part(number, expected.position(), direct(new byte[] {1, 2, 3}));
    expected.put(new byte[] {1, 2, 3});
    upload.complete(WrittenBytes.UNKNOWN);
    assertThat(read("to")).isEqualTo(expected.array());
  }

  @Test
  public void rangesAreCopiedOnlyOfTheObjectThatIsMeant() throws IOException {
    byte[] content = Contents.random((5 << 20) + 100, 4);
    ObjectInfo known = put("source", content);
    put("source", Contents.random(content.length, 5));
    for (int length : new int[] {10, 5 << 20, content.length}) {
      Upload upload = store.startUpload("to", WriteOptions.replacing());
      try {
        assertThatThrownBy(() -> upload.copyPart(1, 0, known, new ByteRange(0, length)))
            .isInstanceOf(ObjectChangedException.class)
            .hasMessageContaining("source");
      } finally {
        upload.abort();
      }
    }
  }

  @Test
  public void aLargeObjectIsCopiedWithWhatIsKeptAboutIt() throws IOException {
    byte[] content = Contents.random(13 << 20, 8);
    ObjectInfo from = parts("a", content, WriteOptions.replacing().withMode(0600));
    ObjectInfo copy = store.copy(from, "b", true);
    assertThat(copy.size()).isEqualTo(content.length);
    assertThat(copy.etag()).isEqualTo(store.head("b").etag());
    assertThat(read("b")).isEqualTo(content);
    assertThat(store.head("b").attributes().orElseThrow().mode()).isEqualTo(0600);
    if (store.copiesExclusively(content.length)) {
      assertThatThrownBy(() -> store.copy(from, "b", true))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    store.setMode("b", 0400);
    assertThat(store.head("b").attributes().orElseThrow().mode()).isEqualTo(0400);
    assertThat(read("b")).isEqualTo(content);
  }

  @Test
  public void theModeIsThatOfTheMomentWhenItIsSent() throws IOException {
    AtomicInteger mode = new AtomicInteger(0600);
    WriteOptions options = WriteOptions.replacing().withMode(mode::get);
    Upload single = store.startUpload("a", options);
    mode.set(0640);
    single.put(direct(new byte[3]), WrittenBytes.UNKNOWN);
    assertThat(store.head("a").attributes().orElseThrow().mode()).isEqualTo(0640);
    Upload inParts = store.startUpload("b", options);
    mode.set(0660);
    inParts.part(1, 0, direct(new byte[3]));
    mode.set(0666);
    inParts.complete(WrittenBytes.UNKNOWN);
    assertThat(store.head("b").attributes().orElseThrow().mode())
        .isEqualTo(takesModeAtTheEnd() ? 0666 : 0660);
  }

  @Test
  public void anExclusiveWriteDoesNotReplace() throws IOException {
    WriteOptions exclusive = WriteOptions.replacing().withExclusive();
    put("a", new byte[1], exclusive);
    assertThatThrownBy(() -> put("a", new byte[2], WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> parts("a", new byte[2], WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(store.head("a").size()).isEqualTo(1);
    parts("b", new byte[3], WriteOptions.replacing().withExclusive());
    assertThat(store.head("b").size()).isEqualTo(3);
  }

  @Test
  public void aWriteOverAnEtagReplacesNothingElse() throws IOException {
    ObjectInfo first = put("a", new byte[1]);
    WriteOptions over = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    put("a", new byte[2], over);
    WriteOptions late = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    assertThatThrownBy(() -> put("a", new byte[3], late))
        .isInstanceOf(ObjectChangedException.class);
    assertThatThrownBy(() -> parts("a", new byte[3], late))
        .isInstanceOf(ObjectChangedException.class);
    assertThat(store.head("a").size()).isEqualTo(2);
  }

  @Test
  public void aWriteOverAnEtagBringsNothingBack() throws IOException {
    ObjectInfo first = put("gone", Contents.random(100, 1));
    WriteOptions over = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    store.delete(List.of("gone"));
    assertThatThrownBy(() -> put("gone", Contents.random(101, 2), over))
        .isInstanceOf(ObjectChangedException.class);
    assertThatThrownBy(() -> parts("gone", Contents.random(102, 3), over))
        .isInstanceOf(ObjectChangedException.class);
    assertThatThrownBy(() -> store.head("gone")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void anUploadMayBecomeExclusiveAtItsEnd() throws IOException {
    ObjectInfo first = put("moved", Contents.random(100, 1));
    WriteOptions over = WriteOptions.replacing().withIfMatch(first.etag().orElseThrow());
    Upload late = store.startUpload("moved", over);
    late.part(1, 0, direct(Contents.random(10, 2)));
    assertThatThrownBy(() -> late.completeIfAbsent(WrittenBytes.UNKNOWN))
        .isInstanceOf(FileAlreadyExistsException.class);
    Upload upload = store.startUpload("moved", over);
    upload.part(1, 0, direct(Contents.random(11, 3)));
    store.delete(List.of("moved"));
    upload.completeIfAbsent(WrittenBytes.UNKNOWN);
    assertThat(store.head("moved").size()).isEqualTo(11);
  }

  @Test
  public void oneOfManyExclusiveWritersWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    int won = 0;
    try {
      List<Future<Boolean>> writers = new ArrayList<>();
      for (int i = 1; i <= 16; i++) {
        byte[] content = new byte[i];
        writers.add(threads.submit(() -> wins(content)));
      }
      for (Future<Boolean> writer : writers) {
        won += writer.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    if (store.writesExclusively()) {
      assertThat(won).isEqualTo(1);
    } else {
      assertThat(won).isPositive();
    }
  }

  private boolean wins(byte[] content) throws IOException {
    try {
      put("race", content, WriteOptions.replacing().withExclusive());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Test
  public void whatWasWrittenWithACrcHasOne() throws IOException {
    byte[] content = Contents.random(1000, 6);
    int crc = Contents.crc32c(content, content.length);
    ObjectInfo info =
        store.startUpload("a", WriteOptions.replacing()).put(direct(content), WrittenBytes.of(crc));
    try (ObjectReader reader = store.open("a", Optional.of(info))) {
      assertThat(reader.recordedCrc32c()).hasValue(crc);
    }
    assertThatThrownBy(
            () ->
                store
                    .startUpload("b", WriteOptions.replacing())
                    .put(direct(content), WrittenBytes.of(crc + 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.head("b")).isInstanceOf(FileNotFoundException.class);
  }
}
