package io.s3dl.fs;

import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_READ_BYTES;
import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_READ_OPERATIONS;
import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_READ_SEEK_OPERATIONS;
import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_READ_VECTORED_INCOMING_RANGES;
import static org.apache.hadoop.fs.statistics.StreamStatisticNames.STREAM_READ_VECTORED_OPERATIONS;
import static org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding.iostatisticsStore;

import io.s3dl.io.ByteRange;
import io.s3dl.stream.ContentReader;
import io.s3dl.stream.VectoredRead;
import io.s3dl.stream.VectoredReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.ByteBufferPositionedReadable;
import org.apache.hadoop.fs.ByteBufferReadable;
import org.apache.hadoop.fs.CanUnbuffer;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.VectoredReadUtils;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hadoop's view of a {@link ContentReader}: Hadoop's rules for positions, its statistics, its
 * vectored reads. Positioned and vectored reads may be called by several threads.
 */
final class ContentInputStream extends FSInputStream
    implements ByteBufferReadable,
        ByteBufferPositionedReadable,
        CanUnbuffer,
        StreamCapabilities,
        IOStatisticsSource {

  private static final Logger LOG = LoggerFactory.getLogger(ContentInputStream.class);

  private final String name;
  private final ContentReader reader;
  private final VectoredReader vectored;
  private final Optional<FileSystem.Statistics> fileSystemStatistics;
  private final IOStatisticsStore statistics =
      iostatisticsStore()
          .withCounters(
              STREAM_READ_BYTES,
              STREAM_READ_OPERATIONS,
              STREAM_READ_SEEK_OPERATIONS,
              STREAM_READ_VECTORED_OPERATIONS,
              STREAM_READ_VECTORED_INCOMING_RANGES)
          .build();

  // What every call counts, without a search by name.
  private final AtomicLong readOperations = statistics.getCounterReference(STREAM_READ_OPERATIONS);
  private final AtomicLong readBytes = statistics.getCounterReference(STREAM_READ_BYTES);
  private volatile boolean closed;

  /** Takes over a reader. */
  ContentInputStream(
      String name,
      ContentReader reader,
      VectoredReader vectored,
      Optional<FileSystem.Statistics> fileSystemStatistics) {
    this.name = name;
    this.reader = reader;
    this.vectored = vectored;
    this.fileSystemStatistics = fileSystemStatistics;
  }

  @Override
  public int read() throws IOException {
    checkOpen();
    int found = reader.read();
    countRead(found < 0 ? -1 : 1);
    return found;
  }

  @Override
  public int read(byte[] destination, int offset, int length) throws IOException {
    return read(ByteBuffer.wrap(destination, offset, length));
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    checkOpen();
    int count = reader.read(destination);
    // A short read is legal, but callers that ask for much expect to get much.
    while (count > 0 && destination.hasRemaining() && reader.position() < reader.length()) {
      int more = readMore(destination);
      if (more < 0) {
        break;
      }
      count += more;
    }
    countRead(count);
    return count;
  }

  /**
   * Reads on behind bytes that the caller is to get; −1 if that fails. The stream is behind those
   * bytes already, so a failure must not take them away: the next read meets it.
   */
  private int readMore(ByteBuffer destination) {
    int position = destination.position();
    try {
      return reader.read(destination);
    } catch (IOException e) {
      LOG.debug("Short read of {}; the next one tries again", name, e);
      destination.position(position);
      return -1;
    }
  }

  @Override
  public int read(long position, byte[] destination, int offset, int length) throws IOException {
    validatePositionedReadArgs(position, destination, offset, length);
    return read(position, ByteBuffer.wrap(destination, offset, length));
  }

  @Override
  public int read(long position, ByteBuffer destination) throws IOException {
    checkOpen();
    if (position < 0) {
      throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + position);
    }
    if (!destination.hasRemaining()) {
      return 0;
    }
    long left = reader.length() - position;
    if (left <= 0) {
      return -1;
    }
    int count = (int) Math.min(left, destination.remaining());
    int limit = destination.limit();
    try {
      reader.readFully(position, destination.limit(destination.position() + count));
    } finally {
      destination.limit(limit);
    }
    countRead(count);
    return count;
  }

  @Override
  public void readFully(long position, byte[] destination, int offset, int length)
      throws IOException {
    validatePositionedReadArgs(position, destination, offset, length);
    readFully(position, ByteBuffer.wrap(destination, offset, length));
  }

  @Override
  public void readFully(long position, ByteBuffer destination) throws IOException {
    checkOpen();
    if (position < 0) {
      throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + position);
    }
    int count = destination.remaining();
    reader.readFully(position, destination);
    countRead(count);
  }

  @Override
  public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate)
      throws IOException {
    readVectored(ranges, allocate, buffer -> {});
  }

  @Override
  public void readVectored(
      List<? extends FileRange> ranges,
      IntFunction<ByteBuffer> allocate,
      Consumer<ByteBuffer> release)
      throws IOException {
    checkOpen();
    Objects.requireNonNull(allocate, "allocate");
    Objects.requireNonNull(release, "release");
    List<? extends FileRange> sorted =
        VectoredReadUtils.validateAndSortRanges(ranges, Optional.of(reader.length()));
    List<VectoredRead> reads = new ArrayList<>();
    long bytes = 0;
    for (FileRange range : sorted) {
      CompletableFuture<ByteBuffer> result = new CompletableFuture<>();
      range.setData(result);
      reads.add(new VectoredRead(new ByteRange(range.getOffset(), range.getLength()), result));
      bytes += range.getLength();
    }
    statistics.incrementCounter(STREAM_READ_VECTORED_OPERATIONS);
    statistics.incrementCounter(STREAM_READ_VECTORED_INCOMING_RANGES, reads.size());
    countBytes(bytes);
    vectored.read(reads, allocate, release);
  }

  @Override
  public int minSeekForVectorReads() {
    return vectored.gapBytes();
  }

  @Override
  public int maxReadSizeForVectorReads() {
    return vectored.mergedBytes();
  }

  @Override
  public void seek(long position) throws IOException {
    checkOpen();
    if (position < 0) {
      throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + position);
    }
    if (position > reader.length()) {
      throw new EOFException(
          FSExceptionMessages.CANNOT_SEEK_PAST_EOF
              + ": "
              + position
              + " in "
              + name
              + " of "
              + reader.length()
              + " bytes");
    }
    if (position != reader.position()) {
      statistics.incrementCounter(STREAM_READ_SEEK_OPERATIONS);
      reader.seek(position);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    checkOpen();
    long skipped = Math.max(0, Math.min(count, reader.length() - reader.position()));
    reader.seek(reader.position() + skipped);
    return skipped;
  }

  @Override
  public long getPos() {
    return reader.position();
  }

  @Override
  public int available() throws IOException {
    checkOpen();
    return (int) Math.min(Integer.MAX_VALUE, reader.length() - reader.position());
  }

  /** There is one copy of the bytes only. */
  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public void unbuffer() {
    reader.unbuffer();
  }

  @Override
  public boolean hasCapability(String capability) {
    return switch (capability.toLowerCase(Locale.ROOT)) {
      case StreamCapabilities.READBYTEBUFFER,
          StreamCapabilities.PREADBYTEBUFFER,
          StreamCapabilities.UNBUFFER,
          StreamCapabilities.VECTOREDIO,
          StreamCapabilities.IOSTATISTICS ->
          true;
      default -> false;
    };
  }

  @Override
  public IOStatistics getIOStatistics() {
    return statistics;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      reader.close();
    }
  }

  @Override
  public String toString() {
    return "Content of " + name + " {" + statistics + "}";
  }

  private void countRead(int count) {
    readOperations.incrementAndGet();
    if (count > 0) {
      countBytes(count);
    }
  }

  private void countBytes(long count) {
    readBytes.addAndGet(count);
    if (fileSystemStatistics.isPresent()) {
      fileSystemStatistics.get().incrementBytesRead(count);
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException(name + ": " + FSExceptionMessages.STREAM_IS_CLOSED);
    }
  }
}
