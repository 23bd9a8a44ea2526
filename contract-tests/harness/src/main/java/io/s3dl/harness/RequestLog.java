package io.s3dl.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests that came through a proxy, in the order in which they came to an end. */
public final class RequestLog {

  private final List<Entry> entries = new ArrayList<>();

  /**
   * One request.
   *
   * @param call what was asked
   * @param status what the client was answered; 0 if nothing
   * @param bytesIn of the request's body, as the client sent it
   * @param bytesOut of the response's body, as the client got it
   */
  public record Entry(S3Call call, int status, long bytesIn, long bytesOut) {}

  synchronized void add(Entry entry) {
    entries.add(entry);
  }

  /** All since the last call of {@link #clear}. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many requests of each kind there were. */
  public synchronized Map<String, Integer> kinds() {
    Map<String, Integer> kinds = new TreeMap<>();
    entries.forEach(entry -> kinds.merge(entry.call().kind(), 1, Integer::sum));
    return kinds;
  }

  /** Forgets all. */
  public synchronized void clear() {
    entries.clear();
  }
}
