package io.s3dl.fs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * A sequence whose items each have work done on them, in parallel and a bounded number of items
 * ahead of whoever takes them. The order stays. For one thread, which closes it; what is under way
 * then goes on to its end.
 *
 * @param <S> an item
 * @param <T> what comes of the work on it
 */
final class LookAhead<S, T> implements Closeable {

  private static final int MOST_ITEMS = 64;

  private final ExecutorService threads;
  private final Source<S> source;
  private final Work<S, T> work;
  private final ArrayDeque<Pending<S, T>> pending = new ArrayDeque<>();
  private boolean ended;

  /** Creates one that has taken nothing from its source yet. */
  LookAhead(ExecutorService threads, Source<S> source, Work<S, T> work) {
    this.threads = threads;
    this.source = source;
    this.work = work;
  }

  /** Where the items come from. */
  @FunctionalInterface
  interface Source<S> {
    /** The next item, or null at the end. */
    S next() throws IOException;
  }

  /** What is to be done with an item. */
  @FunctionalInterface
  interface Work<S, T> {
    /** The task, or null if there is nothing to do. */
    Callable<T> on(S item);
  }

  /**
   * An item, and what comes of it.
   *
   * @param result null if there was nothing to do
   */
  record Pending<S, T>(S item, Future<T> result) {}

  /** The next item, or null at the end. */
  Pending<S, T> next() throws IOException {
    while (!ended && pending.size() < MOST_ITEMS) {
      S item = source.next();
      if (item == null) {
        ended = true;
      } else {
        pending.add(new Pending<>(item, submit(work.on(item))));
      }
    }
    return pending.poll();
  }

  private Future<T> submit(Callable<T> task) throws IOException {
    try {
      return task == null ? null : threads.submit(task);
    } catch (RejectedExecutionException e) {
      throw new IOException("Cannot list: the file system is closed", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    for (Pending<S, T> item : pending) {
      if (item.result() != null) {
        item.result().cancel(false);
      }
    }
    pending.clear();
  }
}
