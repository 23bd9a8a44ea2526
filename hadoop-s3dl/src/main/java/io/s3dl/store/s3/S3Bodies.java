package io.s3dl.store.s3;

import io.s3dl.store.Bodies;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** Ends the bodies of answers. */
final class S3Bodies {

  private S3Bodies() {}

  /**
   * Ends an answer: a small rest is read, so that its connection serves again, a large one is cut
   * off with its connection.
   *
   * @param rest how many bytes have not been read
   */
  static void end(ResponseInputStream<?> body, long rest) {
    if (rest > Bodies.CHUNK_BYTES || Thread.currentThread().isInterrupted()) {
      body.abort();
      return;
    }
    try (body) {
      body.skipNBytes(rest);
    } catch (IOException e) {
      body.abort(); // whatever is wrong with it, nobody wanted it
    }
  }
}
