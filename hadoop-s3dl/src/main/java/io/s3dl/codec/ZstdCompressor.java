package io.s3dl.codec;

import io.s3dl.conf.CodecOptions;
import io.s3dl.format.CompressionContexts;
import io.s3dl.format.FrameTable;
import io.s3dl.format.SeekableWriter;
import io.s3dl.io.BufferPool;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.Compressor;

/**
 * Makes objects of the s3dl format of what its caller passes on piece by piece. Its memory is a few
 * frames for each thread that it compresses with; it keeps Zstandard's contexts from one small
 * stream to the next, as each record of a SequenceFile is one. For one thread at a time; ended by
 * whoever takes it out of the pool for good, or freed by the collector.
 */
final class ZstdCompressor implements Compressor {

  /** So much is taken of the input before the output is looked at. */
  private static final int SLICE_BYTES = 64 << 10;

  /** What frames grow to in huge files (FrameOptions). */
  private static final long GROWN_FRAME_BYTES = 16 << 20;

  /**
   * After a stream of more content contexts are not kept: they grow with frame and level, to more
   * than 100 MiB, and such a stream takes longer than it takes to make them.
   */
  private static final long KEPT_CONTENT_BYTES = 1 << 20;

  private static final byte[] NOTHING = {};

  private final WaitingBytes output = new WaitingBytes();
  private CodecOptions options;
  private CompressingThreads threads;
  private BufferPool buffers;
  private CompressionContexts contexts;
  private SeekableWriter writer;
  private byte[] input = NOTHING;
  private int at;
  private int end;
  private boolean finishing;
  private boolean finished;
  private long bytesRead;
  private long bytesWritten;

  ZstdCompressor(CodecOptions options) {
    configure(options);
  }

  private void configure(CodecOptions wanted) {
    options = wanted;
    threads = new CompressingThreads(wanted.threads());
    // Each frame under way, and the one that is being filled, has its content and what becomes of
    // that, which is a little more; what is idle between two frames is kept within this bound.
    long frame = Math.max(GROWN_FRAME_BYTES, wanted.frames().frameBytes());
    buffers = new BufferPool(3L * (framesInFlight() + 1) * frame);
    contexts = new CompressionContexts(framesInFlight());
  }

  private int framesInFlight() {
    return options.threads() == 1 ? 1 : 2 * options.threads();
  }

  @Override
  public void setInput(byte[] bytes, int offset, int length) {
    input = bytes;
    at = offset;
    end = offset + length;
  }

  @Override
  public boolean needsInput() {
    return at == end && output.isEmpty() && !finishing;
  }

  @Override
  public void setDictionary(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("Dictionaries are not used");
  }

  @Override
  public long getBytesRead() {
    return bytesRead;
  }

  @Override
  public long getBytesWritten() {
    return bytesWritten;
  }

  @Override
  public void finish() {
    finishing = true;
  }

  @Override
  public boolean finished() {
    return finished && output.isEmpty();
  }

  @Override
  public int compress(byte[] bytes, int offset, int length) throws IOException {
    while (output.isEmpty() && at < end) {
      int count = Math.min(SLICE_BYTES, end - at);
      writer().write(input, at, count);
      at += count;
      bytesRead += count;
    }
    if (output.isEmpty() && finishing && !finished) {
      writer().finish();
      finished = true;
    }
    int count = output.take(bytes, offset, length);
    bytesWritten += count;
    return count;
  }

  private SeekableWriter writer() {
    if (writer == null) {
      writer =
          new SeekableWriter(
              output::add,
              options.frames(),
              new FrameTable(),
              Optional.empty(),
              threads,
              buffers,
              contexts.lent());
    }
    return writer;
  }

  @Override
  public void reset() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
    if (bytesRead > KEPT_CONTENT_BYTES) {
      contexts.release();
    }
    output.clear();
    setInput(NOTHING, 0, 0);
    finishing = false;
    finished = false;
    bytesRead = 0;
    bytesWritten = 0;
  }

  /** How many native contexts it has made with its present options. */
  long contextsOpened() {
    return contexts.opened();
  }

  @Override
  public void reinit(Configuration conf) {
    reset();
    if (conf != null) {
      CodecOptions wanted = SeekableZstdCodec.options(conf);
      if (!wanted.equals(options)) {
        end();
        configure(wanted);
      }
    }
  }

  @Override
  public void end() {
    reset();
    threads.close();
    buffers.close();
    contexts.close();
  }
}
