package io.s3dl.fs;

import io.s3dl.store.PendingUpload;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts old uploads of a whole file system, on a thread of its own that ends with its work or with
 * {@link #close}. What fails is logged and keeps nobody from anything.
 */
final class UploadPurge implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(UploadPurge.class);

  private static final long PATIENCE_SECONDS = 10;

  private final ObjectFileSystem files;
  private final UnfinishedUploads uploads;
  private final Duration age;
  private final Thread thread;
  private volatile boolean closed;
  private long aborted;

  private UploadPurge(ObjectFileSystem files, UnfinishedUploads uploads, Duration age) {
    this.files = files;
    this.uploads = uploads;
    this.age = age;
    this.thread = new Thread(this::run, "s3dl-" + files.getScheme() + "-purge");
    thread.setDaemon(true); // a program that forgets to close its file systems still ends
  }

  /** Begins. */
  static UploadPurge start(ObjectFileSystem files, UnfinishedUploads uploads, Duration age) {
    UploadPurge purge = new UploadPurge(files, uploads, age);
    purge.thread.start();
    return purge;
  }

  private void run() {
    try {
      uploads.visit(new Path(files.getUri()), Instant.now().minus(age), this::abort);
      LOG.info("Aborted {} uploads of {} that were begun {} ago", aborted, files.getUri(), age);
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        LOG.warn(
            "Not all old uploads of {} could be looked for (fs.s3dl.uploads.purge): {}",
            files.getUri(),
            e.toString());
      }
    }
  }

  private void abort(PendingUpload upload) throws IOException {
    if (closed) {
      throw new IOException("Filesystem closed");
    }
    try {
      uploads.abort(upload);
      aborted++;
    } catch (IOException e) {
      if (!closed) {
        LOG.warn("The old upload {} of {} remains: {}", upload.id(), upload.key(), e.toString());
      }
    }
  }

  /** Waits a bounded time for the end of a request. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
