package io.s3dl.cli;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.hadoop.fs.StorageStatistics.LongStatistic;

/**
 * Shows how much the shell has copied, on a terminal and only while it copies: the shell itself
 * says nothing before its end. What it counts are Hadoop's own statistics. Whoever made it closes
 * it.
 */
final class CopyProgress implements AutoCloseable {

  private static final Set<String> COPYING =
      Set.of(
          "-put",
          "-copyFromLocal",
          "-moveFromLocal",
          "-get",
          "-copyToLocal",
          "-moveToLocal",
          "-getmerge",
          "-cp",
          "-appendToFile");

  private static final long FIRST_MILLIS = 1000;
  private static final long PERIOD_MILLIS = 250;

  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> ticks;
  private final ProgressBar bar;

  private CopyProgress() {
    Charset charset = Charset.defaultCharset();
    bar =
        new ProgressBar(
            new PrintWriter(new OutputStreamWriter(System.err, charset)),
            OptionalLong.empty(),
            System::nanoTime);
    timer =
        new ScheduledThreadPoolExecutor(
            1, new ThreadFactoryBuilder().setNameFormat("s3dl-progress").setDaemon(true).build());
    ticks =
        timer.scheduleAtFixedRate(
            () -> bar.update(copied()), FIRST_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Progress of a shell command; empty where there is nothing to show or nobody to see it. */
  static Optional<CopyProgress> of(List<String> arguments) {
    boolean copies = arguments.stream().anyMatch(COPYING::contains);
    return copies && ProgressBar.hasTerminal() ? Optional.of(new CopyProgress()) : Optional.empty();
  }

  /** What is copied is read from one file system and written to another, so the larger counts. */
  static long copied() {
    long read = 0;
    long written = 0;
    Iterator<StorageStatistics> all = FileSystem.getGlobalStorageStatistics().iterator();
    while (all.hasNext()) {
      Iterator<LongStatistic> values = all.next().getLongStatistics();
      while (values.hasNext()) {
        LongStatistic value = values.next();
        switch (value.getName()) {
          case "bytesRead" -> read += value.getValue();
          case "bytesWritten" -> written += value.getValue();
          default -> {
            // Another count.
          }
        }
      }
    }
    return Math.max(read, written);
  }

  @Override
  public void close() {
    ticks.cancel(false);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(FIRST_MILLIS, TimeUnit.MILLISECONDS)) {
        return; // the terminal does not take what is drawn; it is not to hold up the end
      }
      bar.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
