package io.s3dl.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;

/**
 * Compresses frames of one object, several at a time if need be. Content that does not shrink is
 * stored as it is, inside a frame, at next to no cost.
 */
final class FrameCompressor {

  /** How a frame was treated. */
  enum Treatment {
    COMPRESSED,
    STORED
  }

  /** A frame as it stands in the output now. */
  record Result(int contentBytes, int storedBytes, int crc32c, Treatment treatment) {}

  /** At the lowest level zstd finds no matches: it wraps the content into raw blocks. */
  private static final int STORING_LEVEL = Zstd.minCompressionLevel();

  private static final int SAMPLING_LEVEL = 1;

  /** One slice of every such run is sampled, so also a frame that is random in part is noticed. */
  private static final int SAMPLED_RUN_BYTES = 128 << 10;

  private static final int SLICE_BYTES = 4 << 10;

  /** What every frame needs around its blocks, and a slice's, too: no saving of the content's. */
  private static final int FRAME_OVERHEAD_BYTES = 18;

  /** From level 20 on, zstd's windows exceed the format's 8 MiB for frames that do. */
  private static final int LARGE_WINDOW_LEVEL = 20;

  private static final int MAX_WINDOW_LOG = 23;

  private final int level;
  private final ShrinkHistory history = new ShrinkHistory();
  private final CompressionContexts contexts;

  /**
   * Makes one.
   *
   * @param contexts stay their owner's
   */
  FrameCompressor(int level, CompressionContexts contexts) {
    this.level = level;
    this.contexts = contexts;
  }

  /** How much room {@link #compress} needs for so much content. */
  static int outputBytes(int contentBytes) {
    return Math.toIntExact(Zstd.compressBound(contentBytes));
  }

  /**
   * Compresses all of {@code content} to the beginning of {@code output}; moves no positions.
   *
   * @param content a direct buffer, read from its beginning to its limit
   * @param output a direct buffer of at least {@link #outputBytes}
   */
  Result compress(ByteBuffer content, ByteBuffer output) {
    int size = content.limit();
    int crc = Crc32c.of(content.slice(0, size));
    NativeContext<ZstdCompressCtx> taken = contexts.take();
    try {
      ZstdCompressCtx context = taken.get();
      boolean full =
          history.next() == ShrinkHistory.Advice.COMPRESS
              || sampleShrinks(context, content, output);
      if (!full) {
        context.setLevel(STORING_LEVEL).setLong(0);
        int stored = run(context, content, 0, size, output);
        return new Result(size, stored, crc, Treatment.STORED);
      }
      boolean windowTooLarge = level >= LARGE_WINDOW_LEVEL && size > 1 << MAX_WINDOW_LOG;
      context.setLevel(level).setLong(windowTooLarge ? MAX_WINDOW_LOG : 0);
      int stored = run(context, content, 0, size, output);
      history.compressed(size, stored);
      return new Result(size, stored, crc, Treatment.COMPRESSED);
    } finally {
      contexts.giveBack(taken);
    }
  }

  private static boolean sampleShrinks(
      ZstdCompressCtx context, ByteBuffer content, ByteBuffer scratch) {
    context.setLevel(SAMPLING_LEVEL).setLong(0);
    int size = content.limit();
    long sampled = 0;
    long stored = 0;
    for (int run = 0; run < size; run += Math.min(SAMPLED_RUN_BYTES, size - run)) {
      int runBytes = Math.min(SAMPLED_RUN_BYTES, size - run);
      int slice = Math.min(SLICE_BYTES, runBytes);
      // From the middle: a run's begin is often a header, which shrinks when nothing else does.
      stored += run(context, content, run + (runBytes - slice) / 2, slice, scratch);
      stored -= FRAME_OVERHEAD_BYTES;
      sampled += slice;
    }
    return ShrinkHistory.shrank(sampled, stored);
  }

  private static int run(
      ZstdCompressCtx context, ByteBuffer content, int offset, int size, ByteBuffer output) {
    return context.compressDirectByteBuffer(output, 0, output.limit(), content, offset, size);
  }
}
