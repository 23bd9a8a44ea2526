package io.s3dl.bench.work;

import com.sun.management.ThreadMXBean;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.measure.Usage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole files by a file system of their own: what they take of memory and system calls. The threads
 * of the file system live as long as it does, so none is missed.
 */
final class ResourceUse implements Contender {

  private static final double MIB = 1 << 20;

  /** Work on a file system. */
  @FunctionalInterface
  interface Work {
    void run(Mount mount) throws IOException;
  }

  private final Lab lab;
  private final String name;
  private final String how;
  private final Opener opener;
  private final Work work;
  private Optional<Mount> mount = Optional.empty();

  ResourceUse(Lab lab, String name, String how, Opener opener, Work work) {
    this.lab = lab;
    this.name = name;
    this.how = how;
    this.opener = opener;
    this.work = work;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String how() {
    return how
        + ", by a file system opened for this run; heap by the JVM's own count of each thread,"
        + " direct memory looked at every millisecond, calls from `/proc/self/io`";
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of());
    DirectMemoryWatch.awaitRelease();
    mount = Optional.of(opener.open());
  }

  @Override
  public Sample run() throws IOException {
    Map<Long, Long> heapBefore = heapOfThreads();
    Usage before = Usage.now();
    double directMib;
    try (DirectMemoryWatch watch = new DirectMemoryWatch()) {
      work.run(mount.orElseThrow());
      directMib = watch.highest() / MIB;
    }
    Usage used = Usage.now().since(before);
    long heap = 0;
    for (Map.Entry<Long, Long> thread : heapOfThreads().entrySet()) {
      heap += thread.getValue() - heapBefore.getOrDefault(thread.getKey(), 0L);
    }
    double bytes = lab.data().bytes();
    double gib = bytes / Meter.GIB;
    return Sample.of(Metric.HEAP_MIB_PER_GIB, heap / MIB / gib)
        .with(Metric.DIRECT_MIB, directMib)
        .with(Metric.READ_BYTES_PER_BYTE, used.readBytes() / bytes)
        .with(Metric.WRITE_BYTES_PER_BYTE, used.writeBytes() / bytes)
        .with(Metric.READ_CALLS_PER_GIB, used.readCalls() / gib)
        .with(Metric.WRITE_CALLS_PER_GIB, used.writeCalls() / gib);
  }

  private static Map<Long, Long> heapOfThreads() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> heap = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      heap.put(ids[i], Math.max(0, bytes[i]));
    }
    return heap;
  }

  @Override
  public void tidy() throws IOException {
    if (mount.isPresent()) {
      mount.get().close();
      mount = Optional.empty();
    }
  }
}
