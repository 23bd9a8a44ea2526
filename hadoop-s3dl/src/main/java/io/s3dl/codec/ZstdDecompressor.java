package io.s3dl.codec;

import io.s3dl.format.ZstdStreamDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DirectDecompressor;

/**
 * Decompresses a stream of frames that its caller passes on piece by piece. Between two frames it
 * is finished, and goes on all the same if there is more. For one thread at a time; ended by
 * whoever takes it out of the pool for good.
 */
final class ZstdDecompressor implements Decompressor, DirectDecompressor {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ZstdStreamDecoder decoder = new ZstdStreamDecoder();
  private ByteBuffer input = NOTHING;

  /** What has been decoded, and where it is from. */
  ZstdStreamDecoder decoder() {
    return decoder;
  }

  @Override
  public void setInput(byte[] bytes, int offset, int length) {
    input = ByteBuffer.wrap(bytes, offset, length);
  }

  @Override
  public boolean needsInput() {
    return !input.hasRemaining() && decoder.stagedBytes() == 0 && !decoder.hasContent();
  }

  @Override
  public void setDictionary(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("Dictionaries are not used");
  }

  @Override
  public boolean needsDictionary() {
    return false;
  }

  @Override
  public boolean finished() {
    return decoder.hasFrames() && decoder.isAtBoundary();
  }

  @Override
  public int decompress(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer destination = ByteBuffer.wrap(bytes, offset, length);
    decoder.decode(input, destination);
    return destination.position() - offset;
  }

  /**
   * Decompresses what a stream has, which is read as far as that needs.
   *
   * @param buffer for what is read; the same with each call
   * @return how many bytes, all of one frame; -1 at the stream's end
   * @throws EOFException if it ends within a frame
   */
  int read(InputStream in, byte[] buffer, byte[] bytes, int offset, int length) throws IOException {
    int count;
    while ((count = decompress(bytes, offset, length)) == 0) {
      int more = in.read(buffer, 0, buffer.length);
      if (more < 0) {
        decoder.end();
        return -1;
      }
      setInput(buffer, 0, more);
    }
    return count;
  }

  /**
   * Takes all of the source that the destination has room for, and what follows without content.
   * Nobody ends what is used in this way, so that nothing is kept between two frames.
   */
  @Override
  public void decompress(ByteBuffer source, ByteBuffer destination) throws IOException {
    int left;
    do {
      left = left(source, destination);
      decoder.decode(source, destination);
    } while (left(source, destination) < left
        && (destination.hasRemaining() || !decoder.hasContent()));
    if (decoder.isAtBoundary()) {
      decoder.release();
    }
  }

  private int left(ByteBuffer source, ByteBuffer destination) {
    return source.remaining() + decoder.stagedBytes() + destination.remaining();
  }

  @Override
  public int getRemaining() {
    return input.remaining() + decoder.stagedBytes();
  }

  /** Hadoop's streams do this between frames, too: nothing is known of what came before. */
  @Override
  public void reset() {
    input = NOTHING;
    decoder.reset(false);
  }

  /** What comes is a stream from its first byte on. */
  void begin() {
    input = NOTHING;
    decoder.reset(true);
  }

  @Override
  public void end() {
    decoder.close();
  }
}
