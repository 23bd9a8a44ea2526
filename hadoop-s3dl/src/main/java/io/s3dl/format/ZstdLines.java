package io.s3dl.format;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes lines of text as Zstandard frames, each of whole lines and written with one call: whatever
 * becomes of the process, {@code zstd -dc} reads all frames that had been written. Closes what it
 * writes to. For one thread at a time.
 */
public final class ZstdLines implements Closeable {

  /** Frames of more text would compress hardly better. */
  private static final int FRAME_BYTES = 256 << 10;

  private final OutputStream out;
  private final ZstdCompressCtx context;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private boolean closed;

  /**
   * Takes over a stream.
   *
   * @param level the Zstandard level, 1 to 22
   */
  public ZstdLines(OutputStream out, int level) {
    this.out = out;
    this.context = new ZstdCompressCtx().setLevel(level).setContentSize(true).setChecksum(true);
  }

  /**
   * Adds a line, which has no line feed in it.
   *
   * @return whether it has been written, with all before it; if not, the next {@link #flush} does
   */
  public boolean add(String line) throws IOException {
    text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    text.write('\n');
    if (text.size() < FRAME_BYTES) {
      return false;
    }
    flush();
    return true;
  }

  /** Writes the lines that have been added since the last time, as a frame. */
  public void flush() throws IOException {
    if (text.size() > 0) {
      byte[] frame = context.compress(text.toByteArray());
      text.reset(); // also if the stream fails: what it has taken must not be written twice
      out.write(frame);
      out.flush();
    }
  }

  /** Writes what is left, and closes the stream. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        context) {
      flush();
    }
  }
}
