package io.s3dl.store;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong in a {@link FaultyObjectStore}, and how often it was called. */
public final class Faults {

  /** The kinds of calls. */
  public enum Call {
    HEAD,
    OPEN,
    START,
    PART,
    COPY,
    COMPLETE,
    READ,
    DELETE,
    RENAME,
    LEFTOVERS
  }

  /** What happens in a call. */
  @FunctionalInterface
  public interface Fault {
    void happen(int number) throws IOException;
  }

  private static final long PATIENCE_SECONDS = 30;

  private final Map<Call, AtomicInteger> counts = new EnumMap<>(Call.class);
  private final Map<Call, Fault> faults = new EnumMap<>(Call.class);

  public Faults() {
    for (Call call : Call.values()) {
      counts.put(call, new AtomicInteger());
    }
  }

  /** Lets something happen before each call of a kind, which are numbered from 1. */
  public synchronized void before(Call call, Fault fault) {
    faults.put(call, fault);
  }

  /** Lets the calls of a kind succeed again. */
  public synchronized void heal(Call call) {
    faults.remove(call);
  }

  /** Fails one call of a kind, counted from now on. */
  public void fail(Call call, int nth, IOException failure) {
    int from = count(call);
    before(
        call,
        number -> {
          if (number == from + nth) {
            throw failure;
          }
        });
  }

  /** Lets each call of a kind wait for a permit; the first semaphore counts those that came. */
  public void gate(Call call, Semaphore arrivals, Semaphore permits) {
    before(
        call,
        number -> {
          arrivals.release();
          try {
            if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
              throw new IOException("Nobody let " + call + " " + number + " pass");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in " + call, e);
          }
        });
  }

  /** How often a kind was called. */
  public int count(Call call) {
    return counts.get(call).get();
  }

  void meet(Call call) throws IOException {
    int number = counts.get(call).incrementAndGet();
    Fault fault;
    synchronized (this) {
      fault = faults.get(call);
    }
    if (fault != null) {
      fault.happen(number);
    }
  }

  /** Waits a bounded time. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Waits a bounded time. */
  public static void acquire(Semaphore semaphore, int permits) {
    try {
      if (!semaphore.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }
}
