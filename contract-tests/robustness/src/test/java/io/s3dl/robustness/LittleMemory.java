package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Runs a {@link MemoryWorker} with as much memory as is documented, and no more. */
final class LittleMemory {

  private static final long HEAP = 256L << 20;

  /** The default of fs.s3dl.memory.max. */
  private static final long MEMORY_MAX = 256L << 20;

  /** Beside it, for every open stream, two frames and one part, all of their default size. */
  private static final long FLOOR = 3L << 20;

  /** What alignment and rounding up add to the buffers. */
  private static final double ROUNDING = 1.05;

  /** What the slowest disk does that is worth waiting for. */
  private static final long BYTES_PER_SECOND = 5_000_000;

  private static final Duration START = Duration.ofMinutes(1);

  private LittleMemory() {}

  /** The JVM's own limit is the bound: one buffer more is an OutOfMemoryError. */
  static void run(Directory directory, Variant variant, int streams, long bytes) throws Exception {
    long bound = (long) ((MEMORY_MAX + streams * FLOOR) * ROUNDING);
    run(
        directory,
        variant,
        streams,
        bytes,
        bound,
        List.of("-Xmx" + HEAP, "-XX:MaxDirectMemorySize=" + bound));
  }

  /** Without a limit of its own, direct memory has that of the heap. */
  static void runWithoutOptions(Directory directory, Variant variant, int streams, long bytes)
      throws Exception {
    long bound = (long) ((HEAP / 2 + streams * FLOOR) * ROUNDING);
    assertThat(bound).isLessThan(HEAP);
    run(directory, variant, streams, bytes, HEAP, List.of("-Xmx" + HEAP));
  }

  private static void run(
      Directory directory,
      Variant variant,
      int streams,
      long bytes,
      long bound,
      List<String> options)
      throws Exception {
    Duration patience = START.plusSeconds(streams * bytes / BYTES_PER_SECOND);
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            options,
            MemoryWorker.class,
            variant,
            directory.root(),
            streams,
            bytes)) {
      assertThat(bytesOf(child, "written", patience)).isBetween(1L, bound);
      assertThat(bytesOf(child, "read", patience)).isBetween(1L, bound);
      child.await("clean");
      assertThat(child.exitStatus()).isZero();
    }
    assertThat(directory.reserved()).isEmpty();
  }

  private static long bytesOf(ChildJvm child, String phase, Duration patience) throws Exception {
    String line = child.nextLine(patience);
    assertThat(line).startsWith(phase + " ");
    long bytes = Long.parseLong(line.substring(phase.length() + 1));
    System.out.printf("%s with %,d bytes of direct memory at most%n", phase, bytes);
    return bytes;
  }
}
