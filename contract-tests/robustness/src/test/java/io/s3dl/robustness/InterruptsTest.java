package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Threads that are interrupted in the middle of anything: what they do is done, or ends with an
 * InterruptedIOException and the flag set; nobody else is disturbed, and nothing is lost.
 */
@RunWith(Parameterized.class)
public class InterruptsTest {

  private static final int VICTIMS_OF_A_KIND = 2;
  private static final int MAX_DELAY_MICROS = 4000;

  /** Several frames and parts. */
  private static final Segment STABLE = new Segment(7, 5 << 20);

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final Directory directory = new Directory();

  private final Variant variant;
  private final long seed = Long.getLong("s3dl.interrupts.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final byte[] stable = STABLE.bytes();
  private FileSystem fs;
  private FSDataInputStream shared;

  public InterruptsTest(Variant variant) {
    this.variant = variant;
  }

  @Before
  public void open() throws Exception {
    fs = variant.open(directory.root());
    try (FSDataOutputStream out = fs.create(Victims.path("stable"))) {
      out.write(stable);
    }
    shared = fs.open(Victims.path("stable"));
  }

  @After
  public void close() throws Exception {
    shared.close();
    Leaks.closeWithout(directory.root(), List.of(fs));
  }

  @Test
  public void whatIsInterruptedEndsOrIsDoneAndNothingIsLost() throws Exception {
    Victims victims = new Victims(fs, shared, stable);
    List<Victim> all = new ArrayList<>();
    for (int i = 0; i < VICTIMS_OF_A_KIND; i++) {
      SplittableRandom own = random.split();
      all.add(new Victim("writer", victims.writer("w" + i, own)));
      all.add(new Victim("appender", victims.appender("a" + i, own.split())));
      all.add(new Victim("reader", victims.reader()));
      all.add(new Victim("seeker", victims.seeker(own.split())));
      all.add(new Victim("lister", victims.lister()));
    }
    Victim bystander = new Victim("bystander", victims.seeker(random.split()));
    interruptAtRandom(all);
    for (Victim victim : all) {
      victim.end();
    }
    bystander.end();
    assertThat(bystander.interrupted()).isZero();
    for (Victim victim : all) {
      System.out.println(victim);
    }
    assertThat(all.stream().mapToInt(Victim::interrupted).sum()).isPositive();
    assertThat(directory.reserved()).isEmpty();
    assertThat(Directory.read(fs)).containsEntry("stable", List.of(STABLE));
  }

  private void interruptAtRandom(List<Victim> victims) throws Exception {
    int interrupts = Integer.getInteger("s3dl.interrupts", 300);
    for (int i = 0; i < interrupts; i++) {
      Victim victim = victims.get(random.nextInt(victims.size()));
      long micros = random.nextLong(MAX_DELAY_MICROS);
      victim.interruptIn(TimeUnit.MICROSECONDS.toNanos(micros));
    }
  }
}
