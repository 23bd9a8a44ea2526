package io.s3dl.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;

/**
 * One of the processes of {@link SharedNamesTest}: does with all its threads what it is told on its
 * standard input, line by line, and says how it went.
 */
public final class SharedNamesWorker {

  private static final int THREADS = 8;
  private static final int START_SECONDS = 60;

  private final Path root;
  private final SplittableRandom random;
  private final List<FileSystem> all = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private SharedNamesWorker(Path root, long seed) throws IOException {
    this.root = root;
    this.random = new SplittableRandom(seed);
    for (Variant variant : Variant.all()) {
      all.add(variant.openUnsynced(root));
    }
  }

  /** Arguments: root, seed. */
  public static void main(String[] arguments) throws Exception {
    SharedNamesWorker worker =
        new SharedNamesWorker(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    try {
      worker.obey();
    } finally {
      worker.threads.shutdownNow(); // or the process would not end
    }
    Leaks.closeWithout(worker.root, worker.all);
    Report.say("clean");
  }

  private void obey() throws Exception {
    Report.say("ready");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "race" -> race(words[1], Integer.parseInt(words[2]));
        case "work" -> work(Integer.parseInt(words[1]));
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  /** All threads create one file exclusively; says which segment it has, of each that won. */
  private void race(String name, int fileSystem) throws Exception {
    FileSystem fs = all.get(fileSystem);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    inThreads(
        own -> {
          Segment segment = Segment.random(own, 1 << 20);
          start.await(START_SECONDS, TimeUnit.SECONDS); // not for ever for one that has failed
          try (FSDataOutputStream out = fs.create(new org.apache.hadoop.fs.Path(name), false)) {
            out.write(segment.bytes());
          } catch (FileAlreadyExistsException e) {
            return null; // another one won
          }
          Report.say("won " + segment.id());
          return null;
        });
    Report.say("raced");
  }

  /** All threads do anything with the shared names; says what must not happen. */
  private void work(int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    inThreads(
        own -> {
          SharedNames names = new SharedNames(all, own);
          while (System.nanoTime() < end) {
            names.step();
          }
          names.counts().forEach((what, count) -> Report.say("did " + what + " " + count));
          return null;
        });
    Report.say("worked");
  }

  @FunctionalInterface
  private interface Task {
    Void run(SplittableRandom random) throws Exception;
  }

  private void inThreads(Task task) throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SplittableRandom own = random.split();
      tasks.add(() -> task.run(own));
    }
    for (Future<Void> done : threads.invokeAll(tasks)) {
      try {
        done.get();
      } catch (ExecutionException e) {
        SharedNames.wrong("a thread ended", e.getCause());
      }
    }
  }
}
