package io.s3dl.codec;

import io.s3dl.conf.CodecOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DirectDecompressionCodec;
import org.apache.hadoop.io.compress.DirectDecompressor;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;

/**
 * Zstandard that can be split. Files that end in {@code .zst} are written in the s3dl object
 * format, which every {@code zstd} reads; of those that are read, ours and others with a seek table
 * are split at their frames, and the rest is read whole by whoever has the first split. Under names
 * that end in {@code .s3dl.zst} everything but ours is an error, so that a torn object does not
 * lose rows silently; as far as the file system lets the name be known.
 *
 * <p>Level and size of frames are those of {@code fs.s3dl.compression.level} and {@code
 * fs.s3dl.frame.size}. Safe for use by several threads once it has been configured.
 */
public final class SeekableZstdCodec
    implements Configurable, SplittableCompressionCodec, DirectDecompressionCodec {

  private static final String EXTENSION = ".zst";

  private Configuration conf;

  @Override
  public void setConf(Configuration conf) {
    this.conf = conf;
  }

  @Override
  public Configuration getConf() {
    return conf;
  }

  @Override
  public String getDefaultExtension() {
    return EXTENSION;
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) throws IOException {
    Compressor compressor = CodecPool.getCompressor(this, conf);
    boolean made = false;
    try {
      CompressionOutputStream stream = new ZstdOutputStream(out, compressor, true);
      made = true;
      return stream;
    } finally {
      if (!made) {
        CodecPool.returnCompressor(compressor);
      }
    }
  }

  /**
   * Compresses with a compressor of this codec's, which stays the caller's.
   *
   * @param compressor one that {@link #createCompressor} has made; null for one from the pool
   */
  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor)
      throws IOException {
    if (compressor == null) {
      return createOutputStream(out);
    }
    if (compressor instanceof ZstdCompressor ours) {
      ours.reinit(conf); // one from the pool may have another configuration's options
      return new ZstdOutputStream(out, ours, false);
    }
    throw new IllegalArgumentException(
        "Not a compressor of " + getClass().getName() + ": " + compressor.getClass().getName());
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    return ZstdCompressor.class;
  }

  @Override
  public Compressor createCompressor() {
    return new ZstdCompressor(options(conf));
  }

  static CodecOptions options(Configuration conf) {
    return CodecOptions.from(conf == null ? new Configuration() : conf);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return createInputStream(in, null);
  }

  /**
   * Reads all of a stream, in order.
   *
   * @param decompressor one that {@link #createDecompressor} has made, which stays the caller's;
   *     null for one from the pool
   */
  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    LentDecompressor lent = LentDecompressor.of(this, decompressor);
    boolean made = false;
    try {
      CompressionInputStream stream =
          StreamNames.isOurs(in)
              ? ZstdSplitInputStream.open(in, lent, 0, Long.MAX_VALUE)
              : new ZstdInputStream(in, lent);
      made = true;
      return stream;
    } finally {
      if (!made) {
        lent.close();
      }
    }
  }

  /**
   * Reads the frames that begin within a split, and goes on behind its end for whoever has to read
   * a record to its end. Reads end at frames whatever the mode; the position is that of a frame's
   * first byte, and one more as soon as something of it has been read.
   *
   * @param seekableIn the whole file, also {@link Seekable}
   * @param start of the split in the file
   * @param end of the split in the file
   */
  @Override
  public SplitCompressionInputStream createInputStream(
      InputStream seekableIn, Decompressor decompressor, long start, long end, READ_MODE readMode)
      throws IOException {
    if (!(seekableIn instanceof Seekable)) {
      throw new IOException("A split can only be read of a stream that can seek: " + seekableIn);
    }
    LentDecompressor lent = LentDecompressor.of(this, decompressor);
    boolean made = false;
    try {
      SplitCompressionInputStream stream = ZstdSplitInputStream.open(seekableIn, lent, start, end);
      made = true;
      return stream;
    } finally {
      if (!made) {
        lent.close();
      }
    }
  }

  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return ZstdDecompressor.class;
  }

  @Override
  public Decompressor createDecompressor() {
    return new ZstdDecompressor();
  }

  @Override
  public DirectDecompressor createDirectDecompressor() {
    return new ZstdDecompressor();
  }
}
