package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.Rule;
import org.junit.Test;

/** A directory of 100,000 objects is listed in a process whose heap could not hold them. */
public abstract class RemoteListContract {

  private static final int OBJECTS = 100_000;
  private static final int THREADS = 8;

  @Rule public final Directory directory = new Directory();

  /** A place in a store that has its memory in another process. */
  abstract Place newPlace(String prefix) throws Exception;

  @Test
  public void aLargeDirectoryIsListedInConstantMemory() throws Exception {
    Place place = newPlace("large");
    fill(place);
    try (ChildJvm child =
        new ChildJvm(
            directory.scratch(),
            List.of("-Xmx" + (64 << 20)),
            Lister.class,
            new RemoteVariant(place, true, "16M"),
            directory.root())) {
      assertThat(child.nextLine(Duration.ofMinutes(10))).isEqualTo(Integer.toString(OBJECTS));
      assertThat(child.exitStatus()).isZero();
    }
  }

  private static void fill(Place place) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        tasks.add(
            () -> {
              for (int i = first; i < OBJECTS; i += THREADS) {
                place.put("large/with-a-name-that-takes-memory-%06d".formatted(i), new byte[0]);
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Counts what a listing tells one by one. */
  public static final class Lister {

    private Lister() {}

    /** Arguments: remote variant, root. */
    public static void main(String[] arguments) throws Exception {
      Path root = Path.of(arguments[1]);
      FileSystem fs = RemoteVariant.of(arguments[0]).open(root);
      RemoteIterator<?> found = fs.listStatusIterator(new org.apache.hadoop.fs.Path("/large"));
      int count = 0;
      while (found.hasNext()) {
        found.next();
        count++;
      }
      Leaks.closeWithout(root, List.of(fs));
      Report.say(Integer.toString(count));
    }
  }
}
