package io.s3dl.harness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The requests that came through a proxy, in the order in which they came to an end. */
public final class RequestLog {

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The most that are kept. */
  private static final int MOST = 20_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private boolean dropped;
  private int underWay;

  /**
   * One request.
   *
   * @param call what was asked
   * @param status what the client was answered; 0 if nothing
   * @param bytesIn of the request's body, as the client sent it
   * @param bytesOut of the response's body, as the client got it
   */
  public record Entry(Call call, int status, long bytesIn, long bytesOut) {}

  synchronized void begin() {
    underWay++;
  }

  synchronized void add(Entry entry) {
    if (entries.size() == MOST) {
      entries.remove();
      dropped = true;
    }
    entries.add(entry);
    underWay--;
    notifyAll();
  }

  /**
   * Waits until each request that has come is among the entries, as clients have their answer
   * sooner.
   *
   * @throws IllegalStateException if one does not end within ten seconds
   */
  public synchronized void awaitEnds() throws InterruptedException {
    long end = System.nanoTime() + MOST_NANOS;
    while (underWay > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(underWay + " requests do not end");
      }
      wait(left);
    }
  }

  /**
   * All since the last call of {@link #clear}.
   *
   * @throws IllegalStateException if there were more than 20,000
   */
  public synchronized List<Entry> entries() {
    if (dropped) {
      throw new IllegalStateException("There were more than " + MOST + " requests");
    }
    return List.copyOf(entries);
  }

  /** How many requests of each kind there were, of {@link #entries}. */
  public synchronized Map<String, Integer> kinds() {
    Map<String, Integer> kinds = new TreeMap<>();
    entries().forEach(entry -> kinds.merge(entry.call().kind(), 1, Integer::sum));
    return kinds;
  }

  /** Forgets all. */
  public synchronized void clear() {
    entries.clear();
    dropped = false;
  }
}
