package io.s3dl.conf;

import io.s3dl.format.FrameOptions;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file system is made with, apart from its store.
 *
 * @param mapping which new files are compressed
 * @param frames how they are
 * @param compressionThreads how many threads compress and decompress, at least 1
 * @param transfers how streams move their bytes
 * @param memoryMaxBytes the most that all buffers take together
 * @param exposeChecksum whether {@code getFileChecksum} returns what it knows
 * @param syncable what {@code hflush} and {@code hsync} do
 * @param blockSize the length of a file's blocks as told to programs that split files
 * @param listCacheEntries how many logical lengths are remembered, 0 for none
 * @param quickCreate whether files are created without looks that cost requests
 */
public record FileSystemOptions(
    PathMappingOptions mapping,
    FrameOptions frames,
    int compressionThreads,
    TransferOptions transfers,
    long memoryMaxBytes,
    boolean exposeChecksum,
    SyncablePolicy syncable,
    long blockSize,
    int listCacheEntries,
    boolean quickCreate) {

  private static final Logger LOG = LoggerFactory.getLogger(FileSystemOptions.class);

  private static final String COMBINE_MODE = "dfs.checksum.combine.mode";
  private static final String COMPOSITE = "COMPOSITE_CRC";

  public FileSystemOptions {
    Objects.requireNonNull(mapping, "mapping");
    Objects.requireNonNull(frames, "frames");
    Objects.requireNonNull(transfers, "transfers");
    Objects.requireNonNull(syncable, "syncable");
    if (compressionThreads < 1 || memoryMaxBytes < 1 || listCacheEntries < 0) {
      throw new IllegalArgumentException("Threads, memory or cache of a file system out of range");
    }
  }

  /**
   * Reads the options of one file system, and warns of keys in the configuration that look like
   * ours and are none.
   *
   * @param authority the authority of the file system's URIs; null or empty where it has none
   * @throws IllegalArgumentException if a value is not legal; names key, value and what is legal
   */
  public static FileSystemOptions from(Configuration conf, String scheme, String authority) {
    String bucket = SettingReader.bucketName(scheme, authority);
    List<String> unknown = UnknownKeys.describe(conf);
    if (!unknown.isEmpty()) {
      LOG.warn("Configuration of {} has unknown keys: {}", bucket, String.join(", ", unknown));
    }
    SettingReader settings = new SettingReader(conf, bucket);
    int threads = settings.get(Settings.COMPRESSION_THREADS);
    return new FileSystemOptions(
        PathMappingOptions.from(settings),
        new FrameOptions(
            settings.get(Settings.COMPRESSION_LEVEL), settings.get(Settings.FRAME_SIZE)),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        TransferOptions.from(settings, scheme),
        settings.get(Settings.MEMORY_MAX),
        exposes(settings.get(Settings.CHECKSUM_EXPOSE), conf),
        settings.get(Settings.SYNCABLE),
        settings.get(Settings.BLOCK_SIZE),
        settings.get(Settings.LIST_CACHE_ENTRIES),
        settings.get(Settings.CREATE_PERFORMANCE));
  }

  private static boolean exposes(ChecksumExposure exposure, Configuration conf) {
    return switch (exposure) {
      // HDFS takes this exact spelling and falls back to MD5 with any other.
      case AUTO -> COMPOSITE.equals(conf.get(COMBINE_MODE));
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }
}
