package io.s3dl.robustness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the files must be, as far as a {@link Mutator} that was killed had told. */
final class KillModel {

  private final Map<String, List<Segment>> files;
  private final Map<String, Change> pending = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int completed;

  KillModel(Map<String, List<Segment>> files) {
    this.files = new HashMap<>(files);
  }

  /** Takes note of a line that a mutator printed. */
  void hear(String line) {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "begin" -> pending.put(words[1], Change.of(words[2], files));
      case "end" -> {
        pending
            .remove(words[1])
            .after()
            .forEach(
                (name, content) -> {
                  if (content == null) {
                    files.remove(name);
                  } else {
                    files.put(name, content);
                  }
                });
        completed++;
      }
      default -> failures.add(line);
    }
  }

  /** How many operations were done. */
  int completed() {
    return completed;
  }

  /** Whether an operation failed, which none may. */
  boolean hasFailed() {
    return !failures.isEmpty();
  }

  /** The operations that were under way. */
  List<String> interrupted() {
    return pending.values().stream().map(Change::what).toList();
  }

  /** All that is wrong with the files that are there after the kill; empty if nothing. */
  List<String> violations(Map<String, List<Segment>> found) {
    List<String> wrong = new ArrayList<>(failures);
    Map<String, List<Segment>> settled = new HashMap<>(files);
    Map<String, List<Segment>> settledNow = new HashMap<>(found);
    for (Change change : pending.values()) {
      wrong.addAll(change.violations(files, found));
      settled.keySet().removeAll(change.after().keySet());
      settledNow.keySet().removeAll(change.after().keySet());
    }
    settledNow.forEach(
        (name, now) -> {
          if (!Objects.equals(settled.get(name), now)) {
            wrong.add(name + " has " + now + ", must have " + settled.get(name));
          }
        });
    settled.keySet().removeAll(settledNow.keySet());
    settled.forEach((name, content) -> wrong.add(name + " is gone, must have " + content));
    return wrong;
  }
}
