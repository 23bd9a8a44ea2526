package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.SpillDirectory;
import io.s3dl.store.Faults;
import io.s3dl.store.PartSizes;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Parts that are larger than the buffers of small files: they grow, and go to disk. */
public class LargePartsTest {

  private static final int MIB = 1 << 20;
  private static final int PART = 5 << 18;
  private static final int POOL = 8 * MIB;
  private static final int FIRST = 256 << 10;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Rule
  public final StreamFixture fixture =
      new StreamFixture(POOL, new PartSizes(PART, 0, PART, 10_000, 1));

  private Path directory;

  @Before
  public void spill() {
    directory = folder.getRoot().toPath().resolve("buffers");
    spillAbove(64 * MIB);
  }

  @After
  public void noFileIsLeft() {
    if (Files.exists(directory)) {
      assertThat(directory).isEmptyDirectory();
    }
  }

  private void spillAbove(int memoryMaxBytes) {
    fixture.spilling =
        Optional.of(new OutputOptions.Spilling(new SpillDirectory(directory), memoryMaxBytes));
  }

  private void write(String key, byte[] content, int chunk) throws IOException {
    ObjectOutput output = fixture.output(key, 3);
    try {
      for (int at = 0; at < content.length; at += chunk) {
        output.write(ByteBuffer.wrap(content, at, Math.min(chunk, content.length - at)));
      }
      output.complete(WrittenBytes.of(Contents.crc32c(content, content.length)));
    } finally {
      output.abort();
    }
  }

  private static byte[] content(int size) {
    return Contents.random(size, size);
  }

  @Test
  public void aSmallFileTakesASmallBuffer() throws IOException {
    ObjectOutput output = fixture.output("key", 3);
    output.write(ByteBuffer.allocate(20_000));
    assertThat(fixture.pool.lentBytes()).isEqualTo(FIRST);
    output.complete(WrittenBytes.UNKNOWN);
    assertThat(fixture.memory.bytes("key")).hasSize(20_000);
  }

  @Test
  public void everySizeArrivesFromMemoryAndFromDisk() throws IOException {
    int spilled = 0;
    for (int max : new int[] {64 * MIB, MIB, 0}) {
      spillAbove(max);
      for (int size : new int[] {0, 1, FIRST, FIRST + 1, PART - 1, PART, PART + 1, 3 * PART + 9}) {
        int before = fixture.faults.count(Faults.Call.PART);
        write("key", content(size), 177_777);
        assertThat(fixture.memory.bytes("key")).isEqualTo(content(size));
        int parts = fixture.faults.count(Faults.Call.PART) - before;
        assertThat(parts).isEqualTo((size + PART - 1) / PART);
        int ofDisk = (size / PART) + (size % PART > FIRST ? 1 : 0);
        spilled += max < PART ? ofDisk : 0;
        assertThat(fixture.memory.spilledParts).hasValue(spilled);
      }
    }
    assertThat(spilled).isPositive();
    assertThat(Files.exists(directory)).isTrue();
  }

  @Test
  public void partsGoToDiskWhereMemoryIsShortAndBackWhereItIsNot() throws IOException {
    byte[] content = content(4 * PART);
    ObjectOutput output = fixture.output("key", 3);
    try (PooledBuffer all = fixture.pool.take(POOL)) {
      output.write(ByteBuffer.wrap(content, 0, PART - 10));
      assertThat(fixture.pool.lentBytes()).isEqualTo(all.capacity() + FIRST);
    }
    output.write(ByteBuffer.wrap(content, PART - 10, 3 * PART + 10));
    output.complete(WrittenBytes.of(Contents.crc32c(content, content.length)));
    assertThat(fixture.memory.bytes("key")).isEqualTo(content);
    assertThat(fixture.memory.spilledParts).hasValue(1);
  }

  @Test
  public void withoutADiskAPartIsGranted() throws IOException {
    fixture.spilling = Optional.empty();
    byte[] content = content(2 * PART + 3);
    try (PooledBuffer all = fixture.pool.take(POOL)) {
      assertThat(all.capacity()).isEqualTo(POOL);
      write("key", content, 100_000);
    }
    assertThat(fixture.memory.bytes("key")).isEqualTo(content);
  }

  @Test
  public void aDiskThatCannotBeUsedFailsTheWriteAndSaysWhatToDo() throws IOException {
    Files.createFile(directory);
    spillAbove(0);
    assertThatThrownBy(() -> write("key", content(PART), MIB))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("fs.s3dl.buffer.dir");
    assertThat(fixture.memory.bytes("key")).isNull();
    Files.delete(directory);
  }

  @Test
  public void aPartOfTheDiskThatFailsFailsTheWrite() throws IOException {
    spillAbove(0);
    IOException failure = new IOException("refused");
    fixture.faults.fail(Faults.Call.PART, 2, failure);
    assertThatThrownBy(() -> write("key", content(5 * PART), MIB)).hasMessageContaining("refused");
    assertThat(fixture.memory.bytes("key")).isNull();
    assertThat(fixture.memory.aborted).hasValue(1);
  }

  @Test
  public void aWriteThatIsGivenUpLeavesNoFile() throws IOException {
    spillAbove(0);
    ObjectOutput output = fixture.output("key", 3);
    output.write(ByteBuffer.allocate(PART + MIB));
    output.abort();
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  /** More writers than the pool has parts, at a store that takes nothing for a while. */
  @Test
  public void manyWritersAtASlowStoreWaitWithinTheirBound() throws Exception {
    int writers = 64;
    Semaphore arrivals = new Semaphore(0);
    Semaphore permits = new Semaphore(0);
    fixture.faults.gate(Faults.Call.PART, arrivals, permits);
    byte[] content = content(PART + MIB / 2);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<?>> all = new ArrayList<>();
    try {
      for (int writer = 0; writer < writers; writer++) {
        String key = "key-" + writer;
        all.add(
            threads.submit(
                () -> {
                  write(key, content, 100_000);
                  return null;
                }));
      }
      Faults.acquire(arrivals, 4); // all threads of the fixture's pool
      for (int part = 0; part < 2 * writers; part++) {
        // Of every stream, the floor; of all, the pool.
        assertThat(fixture.pool.lentBytes()).isLessThanOrEqualTo(POOL + writers * FIRST);
        permits.release();
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      permits.release(1000);
      threads.shutdownNow();
    }
    for (int writer = 0; writer < writers; writer++) {
      assertThat(fixture.memory.bytes("key-" + writer)).isEqualTo(content);
    }
  }
}
