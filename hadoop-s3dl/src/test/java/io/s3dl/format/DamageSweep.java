package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Damages an object in many ways, one at a time, with all processors. */
final class DamageSweep {

  /** A positioned read of this size touches a frame and its neighbours. */
  private static final int POSITIONED_BYTES = 100;

  private static final int MOST_HARMLESS_BITS = 40;

  /** Far more than one way of damage takes. */
  private static final int PATIENCE_SECONDS = 60;

  private final DamageSample sample;

  DamageSweep(DamageSample sample) {
    this.sample = sample;
  }

  /** One kind of damage. */
  @FunctionalInterface
  private interface Damage {

    /** Damages an object in the nth way; whether that was harmless. */
    boolean apply(ObjectProbe probe, byte[] object, int n) throws IOException;
  }

  /**
   * Flips bits one at a time, and checks which flips are harmless: those of what a former trailer
   * says and of its magic's last digit, and few of each data frame, in its header and in tables of
   * symbols that do not occur.
   */
  void flipBits(int[] bits) throws Exception {
    int[] harmless = damage(bits, this::flip);
    int inDataFrames = 0;
    for (int bit : harmless) {
      Frame frame = sample.frameOf(bit / 8);
      if (frame == null) {
        throw new AssertionError("Bit " + bit + " of index or seek table is harmless");
      }
      inDataFrames += frame.contentBytes() > 0 ? 1 : 0;
      long bitOfFrame = bit - 8 * frame.offset();
      if (frame.contentBytes() == 0 && bitOfFrame >= 4 && bitOfFrame < 64) {
        throw new AssertionError("Bit " + bit + " of a skippable frame's header is harmless");
      }
    }
    if (inDataFrames > MOST_HARMLESS_BITS * sample.index().frameCount()) {
      throw new AssertionError(inDataFrames + " bits of data frames are harmless");
    }
  }

  /**
   * Leaves so many bytes of the object's beginning, and of its end. What then ends in the former
   * trailer is the former object, which no reader can know to be torn; all else is reported.
   */
  void truncate(int[] lengths) throws Exception {
    int[] harmless = damage(lengths, this::cut);
    if (!Arrays.equals(harmless, new int[] {sample.former().object().length})) {
      throw new AssertionError("Harmless if cut to " + Arrays.toString(harmless));
    }
  }

  private boolean flip(ObjectProbe probe, byte[] object, int bit) throws IOException {
    Frame hit = sample.frameOf(bit / 8);
    object[bit / 8] ^= (byte) (1 << bit % 8);
    try {
      int[] around = {};
      if (hit != null && hit.contentBytes() > 0) {
        around = new int[] {(int) Math.max(0, hit.contentOffset() - POSITIONED_BYTES / 2)};
      }
      ObjectProbe.Outcome outcome = probe.probe(object, sample.content(), POSITIONED_BYTES, around);
      if (hit != null && hit.contentBytes() == 0 && !outcome.isRead()) {
        throw new AssertionError("Cannot be read for what nobody needs");
      }
      return outcome.isGood();
    } finally {
      object[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private boolean cut(ObjectProbe probe, byte[] object, int length) throws IOException {
    byte[] beheaded = Arrays.copyOfRange(object, object.length - length, object.length);
    if (probe.probe(beheaded).isRead()) {
      throw new AssertionError("Its end can be read");
    }
    byte[] torn = Arrays.copyOf(object, length);
    return probe.probe(torn, sample.former().content(), 0).isRead();
  }

  /** Applies each damage; those that were harmless. */
  private int[] damage(int[] all, Damage damage) throws Exception {
    int workers = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<List<Integer>>> shares = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        shares.add(threads.submit(share(all, worker, workers, damage)));
      }
      List<Integer> harmless = new ArrayList<>();
      for (Future<List<Integer>> share : shares) {
        harmless.addAll(share.get());
      }
      return harmless.stream().mapToInt(Integer::intValue).sorted().toArray();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The threads that damage an object do not end");
      }
    }
  }

  private Callable<List<Integer>> share(int[] all, int first, int step, Damage damage) {
    return () -> {
      ObjectProbe probe = new ObjectProbe();
      byte[] object = sample.object().clone();
      assertThat(probe.probe(object, sample.content(), 0).isGood()).isTrue();
      List<Integer> harmless = new ArrayList<>();
      for (int i = first; i < all.length; i += step) {
        if (Thread.interrupted()) {
          throw new InterruptedException("The sweep has ended");
        }
        try {
          if (damage.apply(probe, object, all[i])) {
            harmless.add(all[i]);
          }
        } catch (AssertionError | IOException | RuntimeException e) {
          throw new AssertionError("Damage at " + all[i] + ": " + e, e);
        }
      }
      int most = 8 * object.length + 8 * sample.content().length;
      if (probe.bufferBytes() > most) {
        throw new AssertionError(probe.bufferBytes() + " bytes of buffers in all");
      }
      return harmless;
    };
  }
}
