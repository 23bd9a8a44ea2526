package io.s3dl.fs;

import io.s3dl.format.ContentEncoder;
import io.s3dl.format.Crc32c;
import io.s3dl.format.EncodingStatistics;
import io.s3dl.format.FrameIndex;
import io.s3dl.format.FrameOptions;
import io.s3dl.format.FrameTable;
import io.s3dl.format.SeekableWriter;
import io.s3dl.io.PositionedReader;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.stream.ObjectOutput;
import io.s3dl.stream.ObjectWriter;
import io.s3dl.stream.OutputOptions;
import io.s3dl.stream.PlainEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Begins writes of whole objects: new files and files that go on from existing ones. What comes of
 * them is visible at close, or not at all. Safe for use by several threads.
 */
final class Writes {

  private final Volume volume;
  private final ObjectStore store;
  private final Reads reads;
  private final NewFiles newFiles;
  private final Continuations continuations;
  private final OutputOptions sending;

  Writes(Volume volume, Reads reads, NewFiles newFiles, Continuations continuations) {
    this.volume = volume;
    this.reads = reads;
    this.continuations = continuations;
    this.store = volume.store();
    this.newFiles = newFiles;
    this.sending = volume.options().transfers().sending(store.partSizes());
  }

  /** A new file, or one that replaces another. */
  ObjectWriter create(NewFiles.NewFile file, FrameOptions frames, WriteOptions options)
      throws IOException {
    String key = file.key();
    Form form = file.form();
    Upload upload = store.startUpload(PathMapper.physical(key, form), options);
    ObjectOutput output = output(key, newFiles.keepingToOneForm(upload, file));
    ContentEncoder encoder =
        form == Form.COMPRESSED
            ? compressing(output, frames, new FrameTable(), options)
            : new PlainEncoder(output, 0, OptionalInt.of(0));
    return new ObjectWriter(
        volume.text(key), encoder, output, (info, done) -> remember(form, info, done));
  }

  /** The stored bytes of a compressed file, which must prove to be such before they count. */
  ObjectWriter createRaw(String key, WriteOptions options, RawCopies rawCopies) throws IOException {
    String unverified = Keys.child(Keys.parent(key), ReservedNames.unverified(options.writeId()));
    ObjectOutput output =
        output(key, new HiddenUpload(store, key, unverified, options.withoutCondition()));
    return new ObjectWriter(
        volume.text(key),
        new PlainEncoder(output, 0, OptionalInt.of(0)),
        output,
        (info, statistics) ->
            HiddenUpload.writing(
                key,
                () -> {
                  rawCopies.accept(info, key, !options.exclusive());
                  return null;
                }));
  }

  /**
   * A file that begins with the content of existing ones, all of the target's form. It takes the
   * target's place when it is closed, wherever that has been renamed to meanwhile.
   */
  ObjectWriter continuing(
      Entry target, List<Entry> heads, FrameOptions frames, WriteOptions options)
      throws IOException {
    String key = target.key();
    ObjectOutput output = output(key, continuations.begin(target, options));
    boolean begun = false;
    try {
      ContentEncoder encoder =
          target.isCompressed()
              ? compressing(output, frames, keptFrames(heads, output), options)
              : keptPlain(heads, output);
      begun = true;
      return new ObjectWriter(
          volume.text(key), encoder, output, (info, done) -> remember(target.form(), info, done));
    } finally {
      if (!begun) {
        output.abort();
      }
    }
  }

  private ObjectOutput output(String key, Upload upload) {
    return new ObjectOutput(volume.text(key), upload, sending, volume.io(), volume.buffers());
  }

  private ContentEncoder compressing(
      ObjectOutput output, FrameOptions frames, FrameTable table, WriteOptions options) {
    return new SeekableWriter(
        output,
        frames,
        table,
        newFiles.idOf(options),
        volume.cpu(),
        volume.buffers(),
        volume.options().compressionThreads() + 1);
  }

  private FrameTable keptFrames(List<Entry> heads, ObjectOutput output) throws IOException {
    FrameTable table = new FrameTable();
    for (Entry head : heads) {
      try (ObjectReader reader = store.open(head.physicalKey(), Optional.of(head.info()))) {
        FrameIndex index = FrameIndex.read(reader, volume.text(head.key()));
        output.copyHead(reader, index.dataBytes());
        table.addAll(index);
      }
    }
    return table;
  }

  private ContentEncoder keptPlain(List<Entry> heads, ObjectOutput output) throws IOException {
    long bytes = 0;
    OptionalInt crc = OptionalInt.of(0);
    for (Entry head : heads) {
      try (ObjectReader reader = store.open(head.physicalKey(), Optional.of(head.info()))) {
        output.copyHead(reader, reader.length());
        bytes += reader.length();
        crc = combined(crc, reader.recordedCrc32c(), reader.length());
      }
    }
    return new PlainEncoder(output, bytes, crc);
  }

  private static OptionalInt combined(OptionalInt first, OptionalInt second, long secondLength) {
    return first.isEmpty() || second.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Crc32c.combine(first.getAsInt(), second.getAsInt(), secondLength));
  }

  /** Copies the content of files of any form into an open writer. */
  void copyContent(List<Entry> sources, ObjectWriter writer) throws IOException {
    byte[] bytes = new byte[1 << 16];
    for (Entry source : sources) {
      try (PositionedReader content = reads.openContent(source)) {
        for (long at = 0; at < content.length(); ) {
          int count = (int) Math.min(bytes.length, content.length() - at);
          content.readFully(at, ByteBuffer.wrap(bytes, 0, count));
          writer.write(bytes, 0, count);
          at += count;
        }
      }
    }
  }

  private void remember(Form form, ObjectInfo info, EncodingStatistics done) {
    if (form == Form.COMPRESSED) {
      volume.facts().remember(info, done.contentBytes());
    }
  }
}
