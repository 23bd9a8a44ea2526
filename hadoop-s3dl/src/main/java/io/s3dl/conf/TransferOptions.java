package io.s3dl.conf;

import io.s3dl.io.SpillDirectory;
import io.s3dl.store.PartSizes;
import io.s3dl.stream.OutputOptions;
import io.s3dl.stream.ReadOptions;
import io.s3dl.stream.ReadPolicy;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How the streams of a file system move their bytes.
 *
 * @param ioThreads how many requests to the store run at once, at least 1
 * @param partsInFlight how many of them may be parts of one file, at least 1
 * @param partBuffer where the parts wait
 * @param read how content is read
 */
public record TransferOptions(
    int ioThreads, int partsInFlight, PartBuffer partBuffer, ReadSizes read) {

  /**
   * Where parts wait.
   *
   * @param directory the directory of those on disk; empty if all are in memory
   * @param memoryMaxBytes larger ones are always on disk
   */
  public record PartBuffer(Optional<Path> directory, int memoryMaxBytes) {

    static final PartBuffer MEMORY = new PartBuffer(Optional.empty(), Integer.MAX_VALUE);

    public PartBuffer {
      Objects.requireNonNull(directory, "directory");
    }
  }

  /**
   * What is read at once.
   *
   * @param largestBytes the most of a sequential read
   * @param maxAhead how many times that is read ahead
   * @param gapBytes what may lie between ranges that are read together
   * @param mergedBytes how much these may be together
   */
  public record ReadSizes(int largestBytes, int maxAhead, int gapBytes, int mergedBytes) {

    /** A read of a disk costs little. */
    static ReadSizes local(int maxAhead) {
      return new ReadSizes(BLOCK_BYTES, maxAhead, 64 << 10, 4 << 20);
    }
  }

  private static final int FIRST_BYTES = 64 << 10;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int LOCAL_THREADS = 8;
  private static final int REMOTE_THREADS = 64;

  public TransferOptions {
    Objects.requireNonNull(partBuffer, "partBuffer");
    Objects.requireNonNull(read, "read");
    if (ioThreads < 1 || partsInFlight < 1) {
      throw new IllegalArgumentException("Threads or parts of a file system out of range");
    }
  }

  static TransferOptions from(SettingReader settings, String scheme) {
    boolean local = SettingReader.isLocal(scheme);
    int threads = settings.get(TransferSettings.IO_THREADS);
    int suitable = local ? LOCAL_THREADS : REMOTE_THREADS;
    return new TransferOptions(
        threads == 0 ? suitable : threads,
        settings.get(TransferSettings.PARTS_IN_FLIGHT),
        local ? PartBuffer.MEMORY : partBuffer(settings),
        local
            ? ReadSizes.local(settings.get(TransferSettings.READ_BLOCKS_AHEAD))
            : readSizes(settings));
  }

  private static PartBuffer partBuffer(SettingReader settings) {
    return switch (settings.get(TransferSettings.UPLOAD_BUFFER)) {
      case MEMORY -> PartBuffer.MEMORY;
      case DISK -> new PartBuffer(Optional.of(settings.get(TransferSettings.BUFFER_DIR)), 0);
      case AUTO ->
          new PartBuffer(
              Optional.of(settings.get(TransferSettings.BUFFER_DIR)),
              settings.get(TransferSettings.UPLOAD_MEMORY_PART_MAX));
    };
  }

  private static ReadSizes readSizes(SettingReader settings) {
    return new ReadSizes(
        settings.get(TransferSettings.READ_BLOCK_SIZE),
        settings.get(TransferSettings.READ_BLOCKS_AHEAD),
        settings.get(TransferSettings.READ_VECTORED_GAP),
        settings.get(TransferSettings.READ_VECTORED_MAX));
  }

  /** How content is read by callers with this policy. */
  public ReadOptions reading(ReadPolicy policy) {
    return new ReadOptions(policy, FIRST_BYTES, BLOCK_BYTES, read.largestBytes(), read.maxAhead());
  }

  /** How objects with parts of these sizes are sent. */
  public OutputOptions sending(PartSizes sizes) {
    return new OutputOptions(
        sizes,
        partsInFlight,
        partBuffer
            .directory()
            .map(SpillDirectory::new)
            .map(made -> new OutputOptions.Spilling(made, partBuffer.memoryMaxBytes())));
  }
}
