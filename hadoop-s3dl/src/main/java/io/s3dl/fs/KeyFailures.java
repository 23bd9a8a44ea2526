package io.s3dl.fs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why single objects of many could not be treated: all are counted, the first are named. Safe for
 * use by several threads.
 */
final class KeyFailures {

  private static final int NAMED = 5;

  private final Namespace namespace;
  private final List<String> keys = new ArrayList<>();
  private final List<IOException> causes = new ArrayList<>();
  private long count;

  /**
   * Creates it without failures.
   *
   * @param namespace names the objects
   */
  KeyFailures(Namespace namespace) {
    this.namespace = namespace;
  }

  /** Takes note of failures, by key. */
  synchronized void add(Map<String, IOException> failures) {
    count += failures.size();
    for (Map.Entry<String, IOException> each : failures.entrySet()) {
      if (keys.size() == NAMED) {
        return;
      }
      keys.add(namespace.text(each.getKey()));
      causes.add(each.getValue());
    }
  }

  synchronized boolean isEmpty() {
    return count == 0;
  }

  /**
   * Throws what there is to say, if there is something.
   *
   * @param doing what was being done, which the message begins with
   */
  synchronized void throwIfAny(String doing) throws IOException {
    if (count == 0) {
      return;
    }
    IOException all =
        new IOException(
            String.format(
                "%s: %d %s left, %s%s: %s",
                doing,
                count,
                count == 1 ? "object is" : "objects are",
                String.join(", ", keys),
                count > keys.size() ? " and others" : "",
                causes.get(0).getMessage()),
            causes.get(0));
    causes.stream().skip(1).forEach(all::addSuppressed);
    throw all;
  }
}
