package io.s3dl.format;

import io.s3dl.io.PooledBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A frame on its way from being filled to being handed to the sink, with the two buffers it needs.
 *
 * <p>Compressed by whoever comes first: the executor it was given to, or the writer that waits for
 * it. So it gets done even by an executor that is busy or has dropped it. The writer closes it.
 */
final class FrameInFlight implements Runnable, AutoCloseable {

  private final FrameCompressor compressor;
  private final PooledBuffer content;
  private final int contentBytes;
  private final PooledBuffer output;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  // Written before done, read after it.
  private FrameCompressor.Result result;
  private RuntimeException failure;

  FrameInFlight(
      FrameCompressor compressor, PooledBuffer content, int contentBytes, PooledBuffer output) {
    this.compressor = compressor;
    this.content = content;
    this.contentBytes = contentBytes;
    this.output = output;
  }

  @Override
  public void run() {
    if (!claimed.compareAndSet(false, true)) {
      return;
    }
    try {
      result = compressor.compress(content.bytes().slice(0, contentBytes), output.bytes());
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      try {
        content.close();
      } finally {
        done.countDown(); // whatever happens, or the writer waits for ever
      }
    }
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Waits until the frame is compressed, which this thread does itself if nobody has begun. */
  FrameCompressor.Result await() throws IOException, InterruptedException {
    run();
    done.await();
    if (failure != null) {
      throw new IOException("Error compressing a frame: " + failure.getMessage(), failure);
    }
    if (result == null) {
      throw new IOException("Compressing a frame was broken off by an error");
    }
    return result;
  }

  /** The compressed frame, once {@link #await} has returned. */
  ByteBuffer stored() {
    return output.bytes().slice(0, result.storedBytes());
  }

  /** Gives the buffers back: at once if the frame has not been begun, else when it is done. */
  @Override
  public void close() {
    if (claimed.compareAndSet(false, true)) {
      content.close();
      done.countDown();
    } else {
      awaitUninterruptibly();
    }
    output.close();
  }

  private void awaitUninterruptibly() {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
