package io.s3dl.bench.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads files whole, so that they are in the page cache. */
public final class PageCache {

  private static final int PIECE_BYTES = 1 << 20;

  private PageCache() {}

  /** Brings a file into the page cache. */
  public static void warm(Path file) throws IOException {
    read(file, piece -> {});
  }

  /** The CRC32C of a file, in hexadecimal digits. */
  public static String crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    read(file, crc::update);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static void read(Path file, Consumer<ByteBuffer> pieces) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(piece) >= 0) {
        pieces.accept(piece.flip());
        piece.clear();
      }
    }
  }
}
