package io.s3dl.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.s3dl.Contents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The forms that a file of Zstandard may have, whoever has written it. */
enum StoredForms {
  /** By the codec. */
  OURS(true) {
    @Override
    byte[] of(byte[] content) throws IOException {
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      try (OutputStream out = codec().createOutputStream(stored)) {
        out.write(content);
      }
      return stored.toByteArray();
    }
  },
  /** By other writers of the seekable format, with its checksums. */
  SEEKABLE(true) {
    @Override
    byte[] of(byte[] content) {
      return seekable(frames(content), true);
    }
  },
  /** The same without them, and with something before the first frame and between two. */
  SEEKABLE_WITH_SKIPPABLES(true) {
    @Override
    byte[] of(byte[] content) {
      List<byte[]> frames = new ArrayList<>(frames(content));
      frames.add(0, skippable(100));
      frames.add(Math.min(2, frames.size()), skippable(0));
      frames.add(Math.min(4, frames.size()), Zstd.compress(new byte[0]));
      return seekable(frames, false);
    }
  },
  /** Two objects of ours one behind the other, as {@code getmerge} leaves them. */
  JOINED(false) {
    @Override
    byte[] of(byte[] content) throws IOException {
      int half = content.length / 2;
      return Contents.joined(
          OURS.of(Arrays.copyOf(content, half)),
          OURS.of(Arrays.copyOfRange(content, half, content.length)));
    }
  },
  /** As {@code pzstd} writes, or {@code cat} of several files. */
  FRAMES(false) {
    @Override
    byte[] of(byte[] content) {
      return Contents.joined(frames(content).toArray(byte[][]::new));
    }
  },
  /**
   * As {@code zstd} writes what it reads from a pipe: one frame that does not say how long it is.
   */
  STREAM(false) {
    @Override
    byte[] of(byte[] content) throws IOException {
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      try (OutputStream out = new ZstdOutputStream(stored)) {
        out.write(content);
      }
      return stored.toByteArray();
    }
  };

  /** How much content a frame has. */
  static final int FRAME = 4 << 10;

  private static final int SKIPPABLE_HEADER = 8;

  private final boolean splits;

  StoredForms(boolean splits) {
    this.splits = splits;
  }

  /** What is stored of content. */
  abstract byte[] of(byte[] content) throws IOException;

  /** Whether more than the first split has frames. */
  boolean splits() {
    return splits;
  }

  /** A codec that writes the smallest frames there are. */
  static SeekableZstdCodec codec() {
    Configuration conf = new Configuration(false);
    conf.setInt("fs.s3dl.frame.size", FRAME);
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    return codec;
  }

  static List<byte[]> frames(byte[] content) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < content.length; at += FRAME) {
      frames.add(
          Zstd.compress(Arrays.copyOfRange(content, at, Math.min(content.length, at + FRAME))));
    }
    return frames;
  }

  /** How long a frame of an object of ours is, as its seek table says. */
  static int frameBytes(byte[] stored, int number) {
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    int footer = stored.length - 9;
    int entry = (bytes.get(footer + 4) & 0x80) == 0 ? 8 : 12;
    return bytes.getInt(footer - (bytes.getInt(footer) - number) * entry);
  }

  static byte[] skippable(int size) {
    return ByteBuffer.allocate(SKIPPABLE_HEADER + size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184D2A50)
        .putInt(size)
        .array();
  }

  /** Frames and what the seekable format has behind them (contrib/seekable_format of zstd). */
  static byte[] seekable(List<byte[]> frames, boolean checksums) {
    int entry = checksums ? 12 : 8;
    int payload = frames.size() * entry + 9;
    ByteBuffer table =
        ByteBuffer.allocate(SKIPPABLE_HEADER + payload).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(0x184D2A5E).putInt(payload);
    for (byte[] frame : frames) {
      boolean skippable = (frame[0] & 0xF0) == 0x50;
      table.putInt(frame.length);
      table.putInt(skippable ? 0 : Zstd.decompress(frame, FRAME).length);
      if (checksums) {
        table.putInt(0x12345678);
      }
    }
    table.putInt(frames.size()).put((byte) (checksums ? 0x80 : 0)).putInt(0x8F92EAB1);
    return Contents.joined(Contents.joined(frames.toArray(byte[][]::new)), table.array());
  }
}
