package io.s3dl.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** Reads the bodies of answers. */
public final class Bodies {

  /** What is copied at once on its way into a direct buffer, and read for nothing at most. */
  public static final int CHUNK_BYTES = 64 << 10;

  private Bodies() {}

  /**
   * Fills a buffer from a body; if that breaks, the buffer's position says how far it came.
   *
   * @param arrived run when the first bytes have come
   * @throws TransientException if the body breaks or ends too early
   */
  public static void fill(String key, InputStream body, ByteBuffer destination, Runnable arrived)
      throws IOException {
    boolean first = true;
    byte[] chunk = destination.hasArray() ? null : new byte[chunkBytes(destination)];
    while (destination.hasRemaining()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("Interrupted while reading " + key);
      }
      int count = read(key, body, chunk, destination);
      if (count < 0) {
        throw TransientException.disturbed(
            "The answer with " + key + " ends " + destination.remaining() + " bytes too early",
            null);
      }
      if (first && count > 0) {
        arrived.run();
        first = false;
      }
    }
  }

  private static int read(String key, InputStream body, byte[] chunk, ByteBuffer destination)
      throws IOException {
    int wanted = chunkBytes(destination);
    try {
      if (chunk != null) {
        int count = body.read(chunk, 0, wanted);
        if (count > 0) {
          destination.put(chunk, 0, count);
        }
        return count;
      }
      int at = destination.position();
      int count = body.read(destination.array(), destination.arrayOffset() + at, wanted);
      if (count > 0) {
        destination.position(at + count);
      }
      return count;
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw broken(key, e); // a timeout
    } catch (IOException e) {
      throw broken(key, e);
    }
  }

  private static TransientException broken(String key, IOException e) {
    return TransientException.disturbed("The answer with " + key + " broke: " + e.getMessage(), e);
  }

  private static int chunkBytes(ByteBuffer destination) {
    return Math.min(CHUNK_BYTES, destination.remaining());
  }
}
