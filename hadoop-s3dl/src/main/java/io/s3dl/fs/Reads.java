package io.s3dl.fs;

import io.s3dl.conf.TransferOptions;
import io.s3dl.format.FrameIndex;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.PositionedReader;
import io.s3dl.store.ObjectReader;
import io.s3dl.stream.ContentReader;
import io.s3dl.stream.ReadOptions;
import io.s3dl.stream.ReadPolicy;
import io.s3dl.stream.VectoredReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.FileSystem;

/** Opens files for reading. Safe for use by several threads. */
final class Reads {

  private final Volume volume;

  Reads(Volume volume) {
    this.volume = volume;
  }

  /** Opens a file's content as a stream. */
  ContentInputStream open(Entry file, ReadPolicy policy, Optional<FileSystem.Statistics> statistics)
      throws IOException {
    String name = volume.text(file.key());
    if (file.isDirectory()) {
      throw new FileNotFoundException("A directory, not a file: " + name);
    }
    ObjectReader stored = openStored(file);
    boolean opened = false;
    try {
      ContentReader.Recorded recorded =
          file.isCompressed() ? OptionalInt::empty : stored::toldCrc32c;
      PositionedReader content = file.isCompressed() ? contentOf(file, stored) : stored;
      TransferOptions transfers = volume.options().transfers();
      ReadOptions options = transfers.reading(policy);
      ContentReader reader =
          new ContentReader(name, content, recorded, options, volume.io(), volume.buffers());
      VectoredReader vectored =
          new VectoredReader(
              name,
              content,
              volume.io(),
              volume.buffers(),
              transfers.read().gapBytes(),
              transfers.read().mergedBytes());
      opened = true;
      return new ContentInputStream(name, reader, vectored, statistics);
    } finally {
      if (!opened) {
        stored.close();
      }
    }
  }

  /** Opens a file's content, whatever its form. */
  PositionedReader openContent(Entry file) throws IOException {
    return file.isCompressed() ? openCompressed(file) : openStored(file);
  }

  /** Opens the content of a compressed file. */
  SeekableReader openCompressed(Entry file) throws IOException {
    ObjectReader stored = openStored(file);
    boolean opened = false;
    try {
      SeekableReader content = contentOf(file, stored);
      opened = true;
      return content;
    } finally {
      if (!opened) {
        stored.close();
      }
    }
  }

  /** Opens the stored bytes of a file. */
  ObjectReader openStored(Entry file) throws IOException {
    if (file.tail().isPresent()) {
      return new TailReader(volume.store(), file.physicalKey(), file.tail().get());
    }
    return volume.store().open(file.physicalKey(), Optional.of(file.info()));
  }

  /** The index of a compressed file. */
  FrameIndex indexOf(Entry file) throws IOException {
    try (ObjectReader stored = openStored(file)) {
      return FrameIndex.read(stored, firstBytes(file, stored), volume.text(file.key()));
    }
  }

  /** What is there already, or what is likely to suffice. */
  private static int firstBytes(Entry file, ObjectReader stored) {
    return file.tail()
        .map(tail -> tail.bytes().remaining())
        .orElseGet(() -> FrameIndex.likelyTailBytes(stored.length()));
  }

  private SeekableReader contentOf(Entry file, ObjectReader stored) throws IOException {
    SeekableReader content =
        SeekableReader.open(
            stored, firstBytes(file, stored), volume.text(file.key()), volume.buffers());
    volume.facts().remember(stored.info(), content.length());
    return content;
  }
}
