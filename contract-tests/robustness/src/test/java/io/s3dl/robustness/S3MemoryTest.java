package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.FaultProxy;
import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Many streams at once, and a slow store, in a process with little memory. */
@RunWith(Parameterized.class)
public class S3MemoryTest {

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
  private S3ServerProcess process;

  public S3MemoryTest(boolean compressed) {
    this.compressed = compressed;
  }

  @Before
  public void start() throws Exception {
    process = S3ServerProcess.start(directory.scratch());
  }

  @After
  public void stop() throws Exception {
    process.close();
  }

  @Test
  public void manyStreamsStayWithinTheBound() throws Exception {
    S3Bucket bucket = process.server().newBucket("memory");
    run(new S3Place(bucket, compressed, "64M"), 64L << 20, 64, 10 << 20);
    assertThat(bucket.unfinishedUploads()).isEmpty();
  }

  @Test
  public void aSlowStoreMakesItsWritersWait() throws Exception {
    int bytesEachSecond = 16_000_000;
    int streams = 4;
    int bytes = 24 << 20;
    S3Bucket bucket = process.server().newBucket("slow");
    try (FaultProxy slow = FaultProxy.before(process.server().endpoint(), 0, bytesEachSecond)) {
      S3Server way = process.server().through(slow.endpoint());
      S3Bucket throughIt = new S3Bucket(way, bucket.name());
      Duration took = run(new S3Place(throughIt, compressed, "16M"), 16L << 20, streams, bytes);
      if (!compressed) { // as much goes through the proxy as is written
        long least = 900L * streams * bytes / bytesEachSecond;
        assertThat(took.toMillis()).isGreaterThan(least);
      }
    }
  }

  /** The JVM's own limits are the bound: one buffer more is an OutOfMemoryError. */
  private Duration run(S3Place place, long memoryMax, int streams, int bytes) throws Exception {
    long bound = (long) ((memoryMax + streams * FLOOR) * ROUNDING) + CHANNELS;
    // Half of what the JVM allows is for the floors of streams.
    long limit = Math.max(bound, 2 * memoryMax);
    List<String> options = List.of("-Xmx" + (96 << 20), "-XX:MaxDirectMemorySize=" + limit);
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            options,
            MemoryWorker.class,
            place,
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
