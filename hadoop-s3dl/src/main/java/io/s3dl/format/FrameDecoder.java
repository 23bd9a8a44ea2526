package io.s3dl.format;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/**
 * Decodes and verifies single frames of one object. Safe for use by several threads. Whoever
 * created it closes it.
 */
final class FrameDecoder implements AutoCloseable {

  private static final int MAX_IDLE_CONTEXTS = 4;

  private final String name;
  private final ContextPool<ZstdDecompressCtx> contexts =
      new ContextPool<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close, MAX_IDLE_CONTEXTS);

  FrameDecoder(String name) {
    this.name = name;
  }

  /**
   * Decodes a frame with content; moves no positions.
   *
   * @param stored a direct buffer that begins and ends with the frame's stored bytes
   * @param content a direct buffer that begins and ends with the room for the frame's content; what
   *     it holds after a failure must not be used
   */
  void decode(Frame frame, ByteBuffer stored, ByteBuffer content) throws CorruptObjectException {
    String broken = ZstdFrameCheck.brokenRule(stored, frame.contentBytes());
    if (broken != null) {
      throw corrupt(frame, broken, null);
    }
    NativeContext<ZstdDecompressCtx> context = contexts.take();
    try {
      int decoded =
          context
              .get()
              .decompressDirectByteBuffer(
                  content, 0, frame.contentBytes(), stored, 0, frame.storedBytes());
      if (decoded != frame.contentBytes()) {
        throw corrupt(frame, "it holds " + decoded + " bytes, the seek table says otherwise", null);
      }
    } catch (ZstdException e) {
      throw corrupt(frame, "it does not decompress: " + e.getMessage(), e);
    } finally {
      contexts.giveBack(context);
    }
    if (Crc32c.of(content) != frame.crc32c()) {
      throw corrupt(frame, "its content does not have the recorded CRC32C", null);
    }
  }

  @Override
  public void close() {
    contexts.close();
  }

  private CorruptObjectException corrupt(Frame frame, String rule, ZstdException cause) {
    CorruptObjectException corrupt = CorruptObjectException.inFrame(name, frame, rule);
    if (cause != null) {
      corrupt.initCause(cause);
    }
    return corrupt;
  }
}
