package io.s3dl.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every configuration key, in the order in which they are documented: those here, and those of each
 * area that has a class of its own.
 */
public final class Settings {

  public static final Setting<Compression> COMPRESSION_CODEC =
      SettingTypes.choice(
          "fs.s3dl.compression.codec",
          Compression.class,
          Compression.ZSTD,
          "What new files are compressed with. With none, new files are stored as they are;"
              + " compressed ones stay readable.");

  public static final Setting<Integer> COMPRESSION_LEVEL =
      SettingTypes.integer(
          "fs.s3dl.compression.level",
          "3",
          1,
          22,
          "The Zstandard level. Higher ones are slower to write and a little smaller; all are"
              + " equally fast to read.");

  public static final Setting<Integer> COMPRESSION_THREADS =
      SettingTypes.integer(
          "fs.s3dl.compression.threads",
          "0",
          0,
          256,
          "How many threads a file system compresses with; 0 is as many as there are processors.");

  public static final Setting<Integer> FRAME_SIZE =
      SettingTypes.bufferBytes(
          "fs.s3dl.frame.size",
          "1M",
          4 << 10,
          128 << 20,
          1,
          "The content of one frame, the unit that is compressed, verified and read on its own."
              + " Smaller frames make random reads cheaper, larger ones compress better.");

  public static final Setting<List<String>> PLAIN_SUFFIXES =
      SettingTypes.suffixes(
          "fs.s3dl.plain.suffixes",
          "parquet,orc,avro,"
              + "zst,gz,tgz,bz2,tbz2,xz,txz,lzma,lz4,lzo,snappy,br,deflate,z,zip,jar,war,whl,7z,rar,"
              + "npz,docx,xlsx,pptx,odt,ods,epub,pdf,"
              + "png,jpg,jpeg,gif,webp,heic,avif,"
              + "mp3,m4a,aac,ogg,opus,flac,mp4,m4v,webm,mkv,mov,avi",
          "Files whose names end in a dot and one of these are stored plain: they are compressed"
              + " already, or are read at random. Upper and lower case are the same. An"
              + " ending ._COPYING_ or .tmp behind it is passed over.");

  public static final Setting<List<String>> PLAIN_NAMES =
      SettingTypes.nameGlobs(
          "fs.s3dl.plain.names",
          "_SUCCESS,_metadata,_common_metadata,_started_*,_committed_*",
          "Files whose names match one of these globs are stored plain: other tools look for them"
              + " in the store under these names.");

  public static final Setting<List<String>> PLAIN_PATHS =
      SettingTypes.pathGlobs(
          "fs.s3dl.plain.paths",
          "",
          "Files whose paths match one of these globs are stored plain, for tables whose files"
              + " have no suffix: /warehouse/orders/** is everything below a directory. A * does"
              + " not match a slash, ** does.");

  public static final Setting<ChecksumExposure> CHECKSUM_EXPOSE =
      SettingTypes.choice(
          "fs.s3dl.checksum.expose",
          ChecksumExposure.class,
          ChecksumExposure.AUTO,
          "When getFileChecksum returns the composite CRC32C of a file. auto: when"
              + " dfs.checksum.combine.mode is COMPOSITE_CRC, because DistCp would otherwise"
              + " compare it with the MD5 that HDFS returns, and fail.");

  public static final Setting<SyncablePolicy> SYNCABLE =
      SettingTypes.choice(
          "fs.s3dl.syncable",
          SyncablePolicy.class,
          SyncablePolicy.WARN,
          "What hflush and hsync do, which cannot make data durable before close. warn: nothing,"
              + " with one warning in the log; refuse: they throw"
              + " UnsupportedOperationException; ignore: nothing.");

  public static final Setting<Long> MEMORY_MAX =
      SettingTypes.bytes(
          "fs.s3dl.memory.max",
          "256M",
          16L << 20,
          "The memory outside the heap that a file system's buffers take, beside two frames and 1 MiB"
              + " (if fs.s3dl.upload.buffer is memory, one part) of every open stream. Each file system takes at most half of what the JVM"
              + " allows (-XX:MaxDirectMemorySize, or else -Xmx); with several file systems in one"
              + " JVM set this lower. At the bound, streams do one thing after"
              + " another; none waits for another one's memory.");

  public static final Setting<Long> BLOCK_SIZE =
      SettingTypes.bytes(
          "fs.s3dl.block.size",
          "128M",
          1L << 20,
          "The block size that files are said to have: what programs that split files go by.");

  public static final Setting<Integer> LIST_CACHE_ENTRIES =
      SettingTypes.integer(
          "fs.s3dl.list.cache.entries",
          "10000",
          0,
          Integer.MAX_VALUE,
          "How many compressed files' logical lengths a file system remembers, so that listing"
              + " them again does not read their ends again; 0 for none.");

  public static final Setting<Boolean> CREATE_PERFORMANCE =
      SettingTypes.bool(
          "fs.s3dl.create.performance",
          "false",
          "s3dl, azdl: whether files are created without looking first for what there is of that name,"
              + " or for a file above it, which spares requests. Whoever creates them must know"
              + " that there is no directory of that name. A directory then goes with its last"
              + " entry, unless it has a marker, and a plain file stays where a compressed one of"
              + " its name is written, which hides it. For one file: the option of the same name, or"
              + " fs.s3a.create.performance, of createFile().");

  public static final Setting<Path> LOCAL_ROOT =
      SettingTypes.localPath(
          "fs.s3dl.local.root",
          "/",
          "filedl, directdl: the directory that is the root of the file system. A convenience, not"
              + " a security boundary.");

  public static final Setting<Boolean> LOCAL_SYNC =
      SettingTypes.bool(
          "fs.s3dl.local.sync",
          "true",
          "filedl, directdl: whether a file and its directory are forced to the disk before close"
              + " returns. Without it, files closed just before a power cut may be lost.");

  public static final Setting<Integer> LOCAL_PART_SIZE =
      SettingTypes.bufferBytes(
          "fs.s3dl.local.part.size",
          "1M",
          64 << 10,
          64 << 20,
          4 << 10,
          "filedl, directdl: the bytes that are written to the disk at once.");

  public static final Setting<Boolean> DIRECT_REQUIRED =
      SettingTypes.bool(
          "fs.s3dl.direct.required",
          "false",
          "directdl: whether a disk that refuses O_DIRECT is an error. Otherwise the file goes"
              + " through the page cache, and the log says so once.");

  public static final Setting<Integer> CODEC_THREADS =
      SettingTypes.integer(
          "fs.s3dl.codec.threads",
          "1",
          1,
          256,
          "How many threads the codec for .zst compresses a stream with. With 1 it is the one that"
              + " writes, as tools expect that run a task for each processor.");

  private static final List<Setting<?>> GENERAL =
      List.of(
          COMPRESSION_CODEC,
          COMPRESSION_LEVEL,
          COMPRESSION_THREADS,
          FRAME_SIZE,
          CODEC_THREADS,
          PLAIN_SUFFIXES,
          PLAIN_NAMES,
          PLAIN_PATHS,
          CHECKSUM_EXPOSE,
          SYNCABLE,
          MEMORY_MAX,
          BLOCK_SIZE,
          LIST_CACHE_ENTRIES,
          CREATE_PERFORMANCE);

  private static final List<Setting<?>> LOCAL =
      List.of(LOCAL_ROOT, LOCAL_SYNC, LOCAL_PART_SIZE, DIRECT_REQUIRED);

  private static final List<Setting<?>> ALL =
      Stream.of(
              GENERAL,
              TransferSettings.all(),
              LOCAL,
              UploadSettings.ALL,
              OplogSettings.ALL,
              RetrySettings.all(),
              S3Settings.all(),
              AzureSettings.all())
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private Settings() {}

  /** All of them, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return ALL;
  }
}
