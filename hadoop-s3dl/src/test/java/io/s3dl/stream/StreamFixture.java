package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Leaks;
import io.s3dl.format.FrameOptions;
import io.s3dl.format.FrameTable;
import io.s3dl.format.SeekableWriter;
import io.s3dl.io.BufferPool;
import io.s3dl.store.Faults;
import io.s3dl.store.FaultyObjectStore;
import io.s3dl.store.MemoryObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.WriteOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.rules.ExternalResource;

/** A faulty store in memory, threads and a pool for streams, and the check that none is left. */
final class StreamFixture extends ExternalResource {

  static final int PART = 8 << 10;
  private static final int IO_THREADS = 4;
  static final FrameOptions FRAMES = new FrameOptions(3, 4096);

  final Faults faults = new Faults();
  final MemoryObjectStore memory;
  final FaultyObjectStore store;
  final BufferPool pool;
  private final AtomicInteger threads = new AtomicInteger();

  /** What outputs do with parts that memory has no room for. */
  Optional<OutputOptions.Spilling> spilling = Optional.empty();

  final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS, this::thread);
  final ExecutorService cpu = Executors.newFixedThreadPool(2, this::thread);

  StreamFixture() {
    this(1 << 20);
  }

  StreamFixture(long poolBytes) {
    this(poolBytes, new PartSizes(PART, 0, PART, 10_000, 4096));
  }

  StreamFixture(long poolBytes, PartSizes sizes) {
    memory = new MemoryObjectStore(sizes);
    store = new FaultyObjectStore(memory, faults);
    pool = new BufferPool(poolBytes);
  }

  private Thread thread(Runnable work) {
    return new Thread(work, "s3dl-test-" + threads.incrementAndGet());
  }

  /** Waits for all that the threads have been given until now: they all meet after it. */
  void awaitTasks() throws Exception {
    CyclicBarrier end = new CyclicBarrier(IO_THREADS + 1);
    List<Future<Integer>> meeting = new ArrayList<>();
    for (int i = 0; i < IO_THREADS; i++) {
      meeting.add(io.submit(() -> end.await()));
    }
    end.await();
    for (Future<Integer> thread : meeting) {
      thread.get();
    }
  }

  /** Waits for all that is under way; nothing new can be begun. */
  void endThreads() {
    io.shutdown();
    cpu.shutdown();
    Leaks.assertNoThread("s3dl-test-");
  }

  @Override
  protected void after() {
    endThreads();
    assertThat(pool.lentBuffers()).isZero();
    assertThat(pool.lentBytes()).isZero();
    assertThat(memory.openUploads).hasValue(0);
    assertThat(memory.openReaders).hasValue(0);
    pool.close();
  }

  ObjectOutput output(String key, int maxInFlight) throws IOException {
    return new ObjectOutput(
        key,
        store.startUpload(key, WriteOptions.replacing()),
        new OutputOptions(store.partSizes(), maxInFlight, spilling),
        io,
        pool);
  }

  ObjectWriter plainWriter(String key) throws IOException {
    ObjectOutput output = output(key, 3);
    PlainEncoder encoder = new PlainEncoder(output, 0, OptionalInt.of(0));
    return new ObjectWriter(key, encoder, output, (info, done) -> {});
  }

  ObjectWriter compressingWriter(String key) throws IOException {
    ObjectOutput output = output(key, 3);
    return new ObjectWriter(key, compressing(output), output, (info, done) -> {});
  }

  SeekableWriter compressing(ObjectOutput output) {
    return new SeekableWriter(output, FRAMES, new FrameTable(), Optional.empty(), cpu, pool, 3);
  }
}
