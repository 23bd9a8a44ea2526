package io.s3dl.fs;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.s3dl.conf.FileSystemOptions;
import io.s3dl.io.BufferPool;
import io.s3dl.io.DirectMemory;
import io.s3dl.store.ObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All that one file system owns: its store, its two pools of threads and its memory. The file
 * system closes it, and with it everything here. Safe for use by several threads.
 */
final class Volume implements Closeable {

  private static final int IDLE_SECONDS = 2;

  private final String scheme;
  private final String root;
  private final ObjectStore store;
  private final FileSystemOptions options;
  private final BufferPool buffers;
  private final ThreadPoolExecutor cpu;
  private final ThreadPoolExecutor io;
  private final PathMapper mapper;
  private final ContentFacts facts;
  private final AtomicBoolean syncWarned = new AtomicBoolean();

  /**
   * Takes over an open store.
   *
   * @param root what paths begin with in messages
   * @param ends how the ends of its objects are read
   */
  Volume(String scheme, String root, ObjectStore store, Ends ends, FileSystemOptions options) {
    this.scheme = scheme;
    this.root = root;
    this.store = store;
    this.options = options;
    this.buffers = new BufferPool(bufferBytes(options));
    this.cpu = pool("cpu", options.compressionThreads());
    this.io = pool("io", options.transfers().ioThreads());
    this.mapper = new PathMapper(options.mapping(), store.maxNameBytes(), store.maxKeyBytes());
    this.facts = new ContentFacts(ends, options.listCacheEntries());
  }

  /** Half of what the JVM allows is for the floors of streams, or an open one ends in an error. */
  private static long bufferBytes(FileSystemOptions options) {
    return Math.min(options.memoryMaxBytes(), DirectMemory.limitBytes() / 2);
  }

  /** A path as messages name it. */
  String text(String key) {
    return root + key;
  }

  ObjectStore store() {
    return store;
  }

  FileSystemOptions options() {
    return options;
  }

  BufferPool buffers() {
    return buffers;
  }

  /** Compresses. Its tasks never wait. */
  ExecutorService cpu() {
    return cpu;
  }

  /** Reads and writes the store. Its tasks wait for the store only. */
  ExecutorService io() {
    return io;
  }

  PathMapper mapper() {
    return mapper;
  }

  ContentFacts facts() {
    return facts;
  }

  /** Whether a stream has warned that hflush and hsync have no effect: once is enough. */
  AtomicBoolean syncWarned() {
    return syncWarned;
  }

  /** Lets running tasks end, refuses new ones, and closes the store. */
  @Override
  public void close() throws IOException {
    cpu.shutdown();
    io.shutdown();
    try {
      store.close();
    } finally {
      buffers.close();
    }
  }

  /**
   * Threads that end when idle. The queue needs no bound of its own: every task holds a buffer of
   * the pool or one of its stream's few turns.
   */
  private ThreadPoolExecutor pool(String purpose, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new ThreadFactoryBuilder()
                .setNameFormat("s3dl-" + scheme + "-" + purpose + "-%d")
                .setDaemon(true) // a program that forgets to close its file systems still ends
                .build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
