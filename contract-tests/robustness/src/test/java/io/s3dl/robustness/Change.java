package io.s3dl.robustness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one operation makes of the files: each name has what was there before, or this.
 *
 * @param what the operation, in messages
 * @param after what the names it concerns have when it is done; null where there is no file then
 * @param leader the name that must have changed before another one may, so that nothing is lost
 * @param together whether all names change at once
 */
record Change(
    String what, Map<String, List<Segment>> after, Optional<String> leader, boolean together) {

  /** One name, or several that have nothing to do with one another. */
  static Change each(String what, Map<String, List<Segment>> after) {
    return new Change(what, after, Optional.empty(), false);
  }

  /**
   * What an operation, in the words of {@link Mutator}, makes of files.
   *
   * @param before what the names have that it concerns
   */
  static Change of(String operation, Map<String, List<Segment>> before) {
    String[] words = operation.split(" ");
    String name = words[1];
    Map<String, List<Segment>> after = new HashMap<>();
    switch (words[0]) {
      case "write", "create" -> after.put(name, List.of(segment(words)));
      case "empty" -> after.put(name, List.of());
      case "append" -> after.put(name, joined(before.get(name), List.of(segment(words))));
      case "delete" -> after.put(name, null);
      case "rename", "replace" -> {
        after.put(name, null);
        after.put(words[2], before.get(name));
        return new Change(operation, after, Optional.of(words[2]), false);
      }
      case "concat" -> {
        List<Segment> all = before.get(name);
        for (int i = 2; i < words.length; i++) {
          all = joined(all, before.get(words[i]));
          after.put(words[i], null);
        }
        after.put(name, all);
        return new Change(operation, after, Optional.of(name), false);
      }
      case "remove-tree" -> below(name, before).forEach((file, content) -> after.put(file, null));
      case "move-tree" -> {
        below(name, before)
            .forEach(
                (file, content) -> {
                  after.put(file, null);
                  after.put(words[2] + file.substring(name.length()), content);
                });
        return new Change(operation, after, Optional.empty(), true);
      }
      default -> throw new IllegalArgumentException(operation);
    }
    return each(operation, after);
  }

  /** What is wrong with the files that were found when this was under way; empty if nothing. */
  List<String> violations(Map<String, List<Segment>> before, Map<String, List<Segment>> found) {
    List<String> wrong = new ArrayList<>();
    int changed = 0;
    int kept = 0;
    for (String name : after.keySet()) {
      List<Segment> now = found.get(name);
      boolean done = Objects.equals(now, after.get(name));
      boolean undone = Objects.equals(now, before.get(name));
      if (!done && !undone) {
        wrong.add(what + ": " + name + " has " + now + ", had " + before.get(name));
      }
      changed += done && !undone ? 1 : 0;
      kept += undone && !done ? 1 : 0;
    }
    boolean leads =
        leader.isEmpty() || Objects.equals(found.get(leader.get()), after.get(leader.get()));
    if (changed > 0 && (!leads || (together && kept > 0))) {
      wrong.add(what + ": done in part: " + changed + " names changed, " + kept + " did not");
    }
    return wrong;
  }

  private static Segment segment(String[] words) {
    return new Segment(Long.parseLong(words[2]), Integer.parseInt(words[3]));
  }

  private static List<Segment> joined(List<Segment> first, List<Segment> second) {
    List<Segment> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Map<String, List<Segment>> below(
      String directory, Map<String, List<Segment>> files) {
    Map<String, List<Segment>> below = new HashMap<>(files);
    below.keySet().removeIf(name -> !name.startsWith(directory + "/"));
    return below;
  }
}
