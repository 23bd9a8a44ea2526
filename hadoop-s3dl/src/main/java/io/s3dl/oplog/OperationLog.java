package io.s3dl.oplog;

import io.s3dl.format.ZstdLines;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one store. Operations wait in a bounded queue for the one thread that writes them,
 * which {@link #close} ends. What has come is written within two seconds, so a killed process loses
 * no more.
 *
 * <p>A log that fails says so once and takes no more; nobody waits for it then. One that is stuck
 * counts as failed after {@link #PATIENCE_SECONDS}. Safe for use by several threads.
 */
public final class OperationLog implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(OperationLog.class);

  /** The names of what it counts. */
  static final String WRITTEN = "oplog_entries_written";

  static final String DROPPED = "oplog_entries_dropped";

  private static final long PATIENCE_SECONDS = 30;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Tells the writer that nothing comes behind it. */
  private static final Entry END =
      new Entry(0, Operation.SPACE, 0, 0, "", "", Instant.EPOCH, OptionalLong.empty(), 0);

  private final OplogOptions options;
  private final Columns columns;
  private final long patienceNanos;
  private final BlockingQueue<Entry> queue;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final Thread writer;
  private volatile boolean closed;

  /** Of the writer's thread alone: lines that are not written yet. */
  private long waiting;

  private OperationLog(
      OplogOptions options, String endpoint, String threadName, LogFile file, long patienceNanos) {
    this.options = options;
    this.columns = new Columns(options.clientId(), endpoint);
    this.patienceNanos = patienceNanos;
    this.queue = new ArrayBlockingQueue<>(options.queueEntries());
    this.writer = new Thread(() -> write(file), threadName);
    writer.setDaemon(true); // a program that forgets to close its file systems still ends
  }

  /**
   * Creates the file and begins to write.
   *
   * @param endpoint what the store is called in each line
   * @param threadName the name of the thread that writes
   * @throws IOException if the file cannot be created
   */
  public static OperationLog open(OplogOptions options, String endpoint, String threadName)
      throws IOException {
    LogFile file = LogFile.create(options.path());
    LOG.info("The operations of {} are logged to {}", endpoint, file.path());
    return start(options, endpoint, threadName, file, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
  }

  static OperationLog start(
      OplogOptions options, String endpoint, String threadName, LogFile file, long patienceNanos) {
    OperationLog log = new OperationLog(options, endpoint, threadName, file, patienceNanos);
    log.writer.start();
    return log;
  }

  /** Takes an operation that has ended. Never throws; waits only if the log is lossless. */
  void add(Entry entry) {
    boolean taken = !failed.get() && !closed && (queue.offer(entry) || waitFor(entry));
    if (!taken) {
      dropped.incrementAndGet();
    }
  }

  private boolean waitFor(Entry entry) {
    if (options.overflow() == Overflow.DROP) {
      return false;
    }
    try {
      boolean taken = queue.offer(entry, patienceNanos, TimeUnit.NANOSECONDS);
      if (!taken) {
        fail("it does not take what is written");
      }
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the operation itself is over and has succeeded
      return false;
    }
  }

  /** How many operations have been written and how many have not been and never will be. */
  Map<String, Long> counts() {
    return Map.of(WRITTEN, written.get(), DROPPED, dropped.get());
  }

  private void fail(String reason) {
    if (!failed.getAndSet(true)) {
      LOG.warn(
          "Operations are no longer logged to {}, which has failed: {}", options.path(), reason);
    }
  }

  /** The writer's work. Takes all that comes until the end, whether it can be written or not. */
  private void write(LogFile file) {
    try (OutputStream out = file.out();
        ZstdLines lines = new ZstdLines(out, options.level())) {
      lines.add(Columns.HEADER);
      lines.flush();
      writeAll(lines);
      waiting = 0;
    } catch (IOException | RuntimeException | Error e) { // also one of the native library
      fail(e.toString());
      dropped.addAndGet(waiting);
      discard();
    }
  }

  private void writeAll(ZstdLines lines) throws IOException {
    long index = 0;
    long flushed = System.nanoTime();
    for (Entry entry = take(); !END.equals(entry); entry = take()) {
      if (entry != null) {
        waiting++;
        if (lines.add(columns.line(index, entry))) {
          wrote();
        }
        index++;
      }
      if (entry == null || System.nanoTime() - flushed > FLUSH_NANOS) {
        lines.flush();
        wrote();
        flushed = System.nanoTime();
      }
    }
    lines.flush();
    wrote();
  }

  private void wrote() {
    written.addAndGet(waiting);
    waiting = 0;
  }

  private void discard() {
    for (Entry entry = take(); !END.equals(entry); entry = take()) {
      if (entry != null) {
        dropped.incrementAndGet();
      }
    }
  }

  /** The next operation; null if none came for a while. */
  private Entry take() {
    try {
      Entry entry = queue.poll(FLUSH_NANOS, TimeUnit.NANOSECONDS);
      return entry == null && closed ? END : entry;
    } catch (InterruptedException e) { // by nobody: the thread is known here only
      return END;
    }
  }

  /**
   * Writes what is left, and says what is lacking. Waits a bounded time for a disk that is stuck.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted();
    try {
      // Where there is no room for it, the writer finds the end by itself.
      boolean told = queue.offer(END);
      writer.join(TimeUnit.NANOSECONDS.toMillis(patienceNanos));
      if (writer.isAlive()) {
        fail(told ? "it is stuck" : "it is stuck, with a full queue");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    dropped.addAndGet(queue.drainTo(new ArrayList<>())); // what came behind the end
    if (dropped.get() > 0) {
      LOG.warn(
          "The log of operations {} lacks {} of them. Its queue held {}: a larger"
              + " fs.s3dl.oplog.queue, or fs.s3dl.oplog.mode=lossless, loses fewer",
          options.path(),
          dropped.get(),
          options.queueEntries());
    }
  }
}
