package io.s3dl.engine.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Threads that commit to one table at the same time. */
final class Writers {

  private Writers() {}

  /**
   * Commits each file, those of a writer one after the other, in a thread of its own.
   *
   * @param appenders the handle of a writer
   * @throws java.util.concurrent.ExecutionException if a commit was not acknowledged
   */
  static void run(List<RowFile> files, IntFunction<Appender> appenders) throws Exception {
    Map<Integer, List<RowFile>> ofWriters =
        files.stream()
            .collect(Collectors.groupingBy(RowFile::writer, TreeMap::new, Collectors.toList()));
    ExecutorService threads = Executors.newFixedThreadPool(ofWriters.size());
    try {
      CyclicBarrier start = new CyclicBarrier(ofWriters.size());
      List<Callable<Void>> tasks = new ArrayList<>();
      ofWriters.forEach(
          (writer, its) ->
              tasks.add(
                  () -> {
                    Appender appender = appenders.apply(writer);
                    start.await();
                    its.forEach(appender::append);
                    return null;
                  }));
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
