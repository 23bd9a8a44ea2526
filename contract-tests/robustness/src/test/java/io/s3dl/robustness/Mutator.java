package io.s3dl.robustness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;

/**
 * The child that {@link KillTest} kills: several threads that change files and say, of each
 * operation, when it begins and when it has ended. An operation has the names it concerns to
 * itself, so what was done to a name is known, but for the one operation that is under way.
 */
public final class Mutator {

  private static final int THREADS = 3;
  private static final List<String> FILES = List.of("a", "b", "c", "d", "e", "f", "g");
  private static final List<String> DIRECTORIES = List.of("p", "q", "r");
  private static final List<String> INNER = List.of("x", "y", "z");

  private final FileSystem fs;
  private final FileContext context;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Set<String> existing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger operations = new AtomicInteger();
  private final long seed;

  private Mutator(Variant variant, Path root, long seed) throws IOException {
    this.seed = seed;
    // Half of them without waiting for the disk, so that kills do not only find what waits for it.
    fs = seed % 2 == 0 ? variant.open(root) : variant.openUnsynced(root);
    context = FileContext.getFileContext(variant.uri(), variant.conf(root));
    note(path(""), "");
  }

  /** Changes files until it is killed. Arguments: variant, root, seed. */
  public static void main(String[] arguments) throws IOException {
    Mutator mutator =
        new Mutator(Variant.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2]));
    Report.say("ready");
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      new Thread(() -> mutator.work(new SplittableRandom(mutator.seed + number))).start();
    }
  }

  private void note(org.apache.hadoop.fs.Path directory, String prefix) throws IOException {
    for (FileStatus status : fs.listStatus(directory)) {
      String name = prefix + status.getPath().getName();
      existing.add(name);
      if (status.isDirectory()) {
        note(status.getPath(), name + "/");
      }
    }
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("/" + name);
  }

  private void work(SplittableRandom random) {
    while (true) {
      switch (random.nextInt(10)) {
        case 0, 1 -> oneFile(random);
        case 2 -> exclusively(random);
        case 3 -> append(random);
        case 4 -> concat(random);
        case 5, 6 -> rename(random);
        case 7 -> delete(random);
        case 8 -> moveTree(random);
        default -> inDirectory(random);
      }
    }
  }

  private void oneFile(SplittableRandom random) {
    String name = any(FILES, random);
    alone(() -> write(name, random), name);
  }

  private void exclusively(SplittableRandom random) {
    String name = any(FILES, random);
    Segment segment = segment(random);
    alone(
        () -> {
          if (!existing.contains(name)) {
            run(
                "create " + name + words(segment),
                () -> writeTo(fs.create(path(name), false), segment.bytes(), random));
            existing.add(name);
          }
        },
        name);
  }

  /** In either form: where the file was stored in the other one, there are two for a moment. */
  private void write(String name, SplittableRandom random) {
    String codec = random.nextBoolean() ? "zstd" : "none";
    boolean empty = random.nextInt(10) == 0;
    Segment segment = segment(random);
    run(
        empty ? "empty " + name : "write " + name + words(segment),
        () -> {
          FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path(name));
          builder.overwrite(true).recursive();
          builder.must("fs.s3dl.compression.codec", codec);
          writeTo(builder.build(), empty ? new byte[0] : segment.bytes(), random);
        });
    existing.add(name);
  }

  private void append(SplittableRandom random) {
    String name = any(FILES, random);
    Segment segment = segment(random);
    alone(
        () -> {
          if (existing.contains(name)) {
            run(
                "append " + name + words(segment),
                () -> writeTo(fs.append(path(name)), segment.bytes(), random));
          }
        },
        name);
  }

  private void concat(SplittableRandom random) {
    List<String> names = different(FILES, 3, random);
    alone(
        () -> {
          if (existing.containsAll(names)) {
            run(
                "concat " + String.join(" ", names),
                () ->
                    fs.concat(
                        path(names.get(0)),
                        names.stream()
                            .skip(1)
                            .map(Mutator::path)
                            .toArray(org.apache.hadoop.fs.Path[]::new)));
            existing.removeAll(names.subList(1, names.size()));
          }
        },
        names.toArray(String[]::new));
  }

  private void rename(SplittableRandom random) {
    List<String> names = different(FILES, 2, random);
    String from = names.get(0);
    String to = names.get(1);
    alone(
        () -> {
          if (existing.contains(from)) {
            boolean replaces = existing.contains(to);
            run(
                (replaces ? "replace " : "rename ") + from + " " + to,
                () -> {
                  if (replaces) {
                    context.rename(path(from), path(to), Options.Rename.OVERWRITE);
                  } else {
                    require(fs.rename(path(from), path(to)));
                  }
                });
            existing.remove(from);
            existing.add(to);
          }
        },
        from,
        to);
  }

  private void delete(SplittableRandom random) {
    String name = any(FILES, random);
    alone(
        () -> {
          if (existing.remove(name)) {
            run("delete " + name, () -> require(fs.delete(path(name), false)));
          }
        },
        name);
  }

  private void inDirectory(SplittableRandom random) {
    String directory = any(DIRECTORIES, random);
    alone(
        () -> {
          if (random.nextInt(6) == 0 && existing.contains(directory)) {
            run("remove-tree " + directory, () -> require(fs.delete(path(directory), true)));
            existing.removeIf(name -> name.equals(directory) || name.startsWith(directory + "/"));
          } else {
            write(directory + "/" + any(INNER, random), random);
            existing.add(directory);
          }
        },
        directory);
  }

  private void moveTree(SplittableRandom random) {
    List<String> names = different(DIRECTORIES, 2, random);
    String from = names.get(0);
    String to = names.get(1);
    alone(
        () -> {
          if (existing.contains(from) && !existing.contains(to)) {
            run("move-tree " + from + " " + to, () -> require(fs.rename(path(from), path(to))));
            Set<String> moved =
                existing.stream()
                    .filter(name -> name.equals(from) || name.startsWith(from + "/"))
                    .collect(Collectors.toSet());
            existing.removeAll(moved);
            moved.forEach(name -> existing.add(to + name.substring(from.length())));
          }
        },
        from,
        to);
  }

  private Segment segment(SplittableRandom random) {
    return Segment.random(random, 3 << 20);
  }

  private static String words(Segment segment) {
    return " " + segment.id() + " " + segment.length();
  }

  private static String any(List<String> names, SplittableRandom random) {
    return names.get(random.nextInt(names.size()));
  }

  private static List<String> different(List<String> names, int count, SplittableRandom random) {
    List<String> left = new ArrayList<>(names);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(left.remove(random.nextInt(left.size())));
    }
    return taken;
  }

  /** In pieces, so that a kill finds files of every length. */
  private static void writeTo(FSDataOutputStream file, byte[] bytes, SplittableRandom random)
      throws IOException {
    try (FSDataOutputStream out = file) {
      int piece = 1 + random.nextInt(1 << 20);
      for (int at = 0; at < bytes.length; at += piece) {
        out.write(bytes, at, Math.min(piece, bytes.length - at));
      }
    }
  }

  private static void require(boolean done) throws IOException {
    if (!done) {
      throw new IOException("It was refused");
    }
  }

  private void alone(Runnable action, String... names) {
    List<ReentrantLock> taken =
        Arrays.stream(names)
            .sorted() // all in one order, so that no two threads wait for each other
            .map(name -> locks.computeIfAbsent(name, key -> new ReentrantLock()))
            .toList();
    taken.forEach(ReentrantLock::lock);
    try {
      action.run();
    } finally {
      taken.forEach(ReentrantLock::unlock);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void run(String operation, Step step) {
    int number = operations.incrementAndGet();
    Report.say("begin " + number + " " + operation);
    try {
      step.run();
      Report.say("end " + number);
    } catch (IOException | RuntimeException | Error e) {
      Report.say("failed " + number + " " + operation + ": " + e.toString().replace('\n', ' '));
    }
  }
}
