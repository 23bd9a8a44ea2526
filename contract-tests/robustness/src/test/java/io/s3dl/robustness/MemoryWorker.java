package io.s3dl.robustness;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * A child that writes files and then reads them, all of them open at once, and says how much direct
 * memory it has had at most.
 */
public final class MemoryWorker {

  private static final int BLOCK = 64 << 10;

  private final FileSystem fs;
  private final int streams;
  private final int blocks;
  private final CyclicBarrier together;
  private final byte[] pattern = new byte[BLOCK];
  private final AtomicLong mostDirectBytes = new AtomicLong();
  private final BufferPoolMXBean direct =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findAny()
          .orElseThrow();

  private MemoryWorker(FileSystem fs, int streams, long bytes) {
    this.fs = fs;
    this.streams = streams;
    this.blocks = Math.toIntExact(bytes / BLOCK);
    this.together = new CyclicBarrier(streams);
    new SplittableRandom(1).nextBytes(pattern);
    for (int i = 0; i < BLOCK; i++) { // half of it compresses
      pattern[i] = i % 2 == 0 ? pattern[i] : (byte) i;
    }
  }

  /** Arguments: variant, of a disk or remote, root, number of streams, bytes of each. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[1]);
    FileSystem fs =
        RemoteVariant.isOne(arguments[0])
            ? RemoteVariant.of(arguments[0]).open(root)
            : Variant.of(arguments[0]).openUnsynced(root);
    MemoryWorker worker =
        new MemoryWorker(fs, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
    worker.all(worker::write);
    Report.say("written " + worker.mostDirectBytes.getAndSet(0));
    worker.all(worker::read);
    Report.say("read " + worker.mostDirectBytes.get());
    Leaks.closeWithout(root, List.of(fs));
    Report.say("clean");
  }

  @FunctionalInterface
  private interface Task {
    void run(int stream) throws Exception;
  }

  private void all(Task task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(streams);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        int stream = i;
        tasks.add(
            () -> {
              runOrExit(task, stream);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The others would wait for this one for ever. */
  private static void runOrExit(Task task, int stream) {
    try {
      task.run(stream);
    } catch (Exception | Error e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static org.apache.hadoop.fs.Path path(int stream) {
    return new org.apache.hadoop.fs.Path("/f" + stream);
  }

  private void write(int stream) throws Exception {
    byte[] block = pattern.clone();
    try (FSDataOutputStream out = fs.create(path(stream))) {
      for (int i = 0; i < blocks; i++) {
        meet(i);
        stamp(block, stream, i);
        out.write(block);
      }
      together.await(); // none is closed before all are at their end
    }
  }

  private void read(int stream) throws Exception {
    byte[] expected = pattern.clone();
    byte[] found = new byte[BLOCK];
    try (FSDataInputStream in = fs.open(path(stream))) {
      for (int i = 0; i < blocks; i++) {
        meet(i);
        stamp(expected, stream, i);
        in.readFully(found);
        if (!Arrays.equals(found, expected)) {
          throw new IOException("Wrong: block " + i + " of stream " + stream);
        }
      }
      if (in.read() >= 0) {
        throw new IOException("Too long: stream " + stream);
      }
      together.await();
    }
  }

  private static void stamp(byte[] block, int stream, int number) {
    ByteBuffer.wrap(block).putInt(stream).putInt(number);
  }

  /** All streams are in their middle at the same time. */
  private void meet(int block) throws Exception {
    if (block == blocks / 2) {
      together.await();
    }
    mostDirectBytes.accumulateAndGet(direct.getMemoryUsed(), Math::max);
  }
}
