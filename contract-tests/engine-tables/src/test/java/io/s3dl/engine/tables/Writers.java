package io.s3dl.engine.tables;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Threads that commit to one table at the same time. */
final class Writers {

  /** How long those that are interrupted have to end. */
  private static final int PATIENCE_SECONDS = 30;

  private Writers() {}

  /**
   * Commits each file, those of a writer one after the other, in a thread of its own. Returns when
   * all have ended; the others are interrupted when one fails.
   *
   * @param appenders the handle of a writer; all are there before the first begins
   * @throws java.util.concurrent.ExecutionException if a commit was not acknowledged; of the first
   */
  static void run(List<RowFile> files, IntFunction<Appender> appenders) throws Exception {
    Map<Integer, List<RowFile>> ofWriters =
        files.stream()
            .collect(Collectors.groupingBy(RowFile::writer, TreeMap::new, Collectors.toList()));
    Map<Integer, Appender> handles = new TreeMap<>();
    ofWriters.keySet().forEach(writer -> handles.put(writer, appenders.apply(writer)));
    ExecutorService threads = Executors.newFixedThreadPool(handles.size());
    try {
      CyclicBarrier start = new CyclicBarrier(handles.size());
      CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
      handles.forEach(
          (writer, appender) ->
              ended.submit(
                  () -> {
                    start.await(); // which each of them reaches
                    ofWriters.get(writer).forEach(appender::append);
                    return null;
                  }));
      for (int i = 0; i < handles.size(); i++) {
        ended.take().get();
      }
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
