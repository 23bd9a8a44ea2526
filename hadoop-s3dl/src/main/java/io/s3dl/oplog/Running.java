package io.s3dl.oplog;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * An operation under way. Whoever began it calls {@link #end}; {@link #arrived} may be called by
 * any thread until then.
 */
final class Running {

  private static final int MAX_ERROR_LETTERS = 1000;
  private static final long UNKNOWN = -1;

  private final Operation operation;
  private final String file;
  private final Consumer<Entry> log;
  private final long thread = Thread.currentThread().getId();
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private volatile long firstByteNanos = UNKNOWN;
  private long objects = 1;
  private long bytes;
  private String error = "";
  private boolean ended;

  Running(Operation operation, String file, Consumer<Entry> log) {
    this.operation = operation;
    this.file = file;
    this.log = log;
  }

  /** Notes that the first bytes of the answer have come; later ones make no difference. */
  void arrived() {
    if (firstByteNanos == UNKNOWN) {
      firstByteNanos = System.nanoTime() - startNanos;
    }
  }

  /** {@link #arrived}, and then what somebody else does about it. */
  Runnable arrivedAnd(Runnable next) {
    return () -> {
      arrived();
      next.run();
    };
  }

  void objects(long count) {
    objects = count;
  }

  void bytes(long count) {
    bytes = count;
  }

  void failed(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    failed(message == null ? name : name + ": " + message);
  }

  void failed(String reason) {
    error = reason.length() > MAX_ERROR_LETTERS ? reason.substring(0, MAX_ERROR_LETTERS) : reason;
  }

  /** Logs the operation; a second call does nothing. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    long duration = System.nanoTime() - startNanos;
    long first = firstByteNanos;
    log.accept(
        new Entry(
            thread,
            operation,
            objects,
            bytes,
            file,
            error,
            start,
            first == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(first),
            duration));
  }
}
