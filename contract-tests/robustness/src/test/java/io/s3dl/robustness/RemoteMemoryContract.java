package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.FaultProxy;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Many streams at once, and a slow store, in a process with little memory. */
@RunWith(Parameterized.class)
public abstract class RemoteMemoryContract {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Beside fs.s3dl.memory.max, for every open stream: two frames and 1 MiB. */
  private static final long FLOOR = 3L << 20;

  /** What alignment and rounding up add to the buffers. */
  private static final double ROUNDING = 1.05;

  /** Java's own: what a thread keeps that has copied between the heap and a channel, of each. */
  private static final long CHANNELS = 64 * (64L << 10);

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> parameters() {
    return List.of(true, false);
  }

  @Rule public final Directory directory = new Directory();

  private final boolean compressed;
  private final int bytesOfEach;

  /**
   * A test.
   *
   * @param bytesOfEach what each of many streams writes; together more than the bound
   */
  RemoteMemoryContract(boolean compressed, int bytesOfEach) {
    this.compressed = compressed;
    this.bytesOfEach = bytesOfEach;
  }

  /** A place in a store that has its memory in another process. */
  abstract Place newPlace(String prefix) throws Exception;

  @Test
  public void manyStreamsStayWithinTheBound() throws Exception {
    Place place = newPlace("memory");
    run(new RemoteVariant(place, compressed, "64M"), 64L << 20, 64, bytesOfEach);
    assertThat(place.unfinishedUploads()).isEmpty();
    place.drop();
  }

  @Test
  public void aSlowStoreMakesItsWritersWait() throws Exception {
    int bytesEachSecond = 16_000_000;
    int streams = 4;
    int bytes = 24 << 20;
    Place place = newPlace("slow");
    try (FaultProxy slow = FaultProxy.before(place.server(), 0, bytesEachSecond)) {
      Place throughIt = place.through(slow.endpoint());
      RemoteVariant variant = new RemoteVariant(throughIt, compressed, "16M");
      Duration took = run(variant, 16L << 20, streams, bytes);
      if (!compressed) { // as much goes through the proxy as is written
        long least = 900L * streams * bytes / bytesEachSecond;
        assertThat(took.toMillis()).isGreaterThan(least);
      }
    }
    place.drop();
  }

  /** The JVM's own limits are the bound: one buffer more is an OutOfMemoryError. */
  private Duration run(RemoteVariant variant, long memoryMax, int streams, int bytes)
      throws Exception {
    long bound = (long) ((memoryMax + streams * FLOOR) * ROUNDING) + CHANNELS;
    // Half of what the JVM allows is for the floors of streams.
    long limit = Math.max(bound, 2 * memoryMax);
    List<String> options = List.of("-Xmx" + (96 << 20), "-XX:MaxDirectMemorySize=" + limit);
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            options,
            MemoryWorker.class,
            variant,
            directory.root(),
            streams,
            bytes)) {
      long start = System.nanoTime();
      assertThat(bytesOf(child, "written")).isBetween(1L, bound);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(bytesOf(child, "read")).isBetween(1L, bound);
      child.await("clean");
      assertThat(child.exitStatus()).isZero();
      return took;
    }
  }

  private static long bytesOf(ChildJvm child, String phase) throws Exception {
    String line = child.nextLine(PATIENCE);
    assertThat(line).startsWith(phase + " ");
    return Long.parseLong(line.substring(phase.length() + 1));
  }
}
