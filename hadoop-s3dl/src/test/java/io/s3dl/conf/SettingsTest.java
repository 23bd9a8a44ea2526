package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.oplog.Overflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class SettingsTest {

  private static final String SIZE_UNITS = " (bytes, or with a suffix K, M, G or T)";

  /** A key or a default changes only together with this table. */
  @Test
  public void keysAndDefaultsAreTheOnesThatWereDecided() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("fs.s3dl.compression.codec", Compression.ZSTD);
    expected.put("fs.s3dl.compression.level", 3);
    expected.put("fs.s3dl.compression.threads", 0);
    expected.put("fs.s3dl.frame.size", 1 << 20);
    expected.put("fs.s3dl.codec.threads", 1);
    expected.put("fs.s3dl.plain.suffixes", PLAIN_SUFFIXES);
    expected.put(
        "fs.s3dl.plain.names",
        List.of("_SUCCESS", "_metadata", "_common_metadata", "_started_*", "_committed_*"));
    expected.put("fs.s3dl.plain.paths", List.of());
    expected.put("fs.s3dl.checksum.expose", ChecksumExposure.AUTO);
    expected.put("fs.s3dl.syncable", SyncablePolicy.WARN);
    expected.put("fs.s3dl.memory.max", 256L << 20);
    expected.put("fs.s3dl.block.size", 128L << 20);
    expected.put("fs.s3dl.list.cache.entries", 10_000);
    expected.put("fs.s3dl.create.performance", false);
    expected.put("fs.s3dl.io.threads", 0);
    expected.put("fs.s3dl.upload.parts.in.flight", 4);
    expected.put("fs.s3dl.upload.buffer", UploadBuffer.AUTO);
    expected.put("fs.s3dl.upload.memory.part.max", 64 << 20);
    expected.put("fs.s3dl.buffer.dir", Path.of("/scratch/s3dl"));
    expected.put("fs.s3dl.read.block.size", 8 << 20);
    expected.put("fs.s3dl.read.blocks.ahead", 4);
    expected.put("fs.s3dl.read.vectored.gap", 128 << 10);
    expected.put("fs.s3dl.read.vectored.max", 8 << 20);
    expected.put("fs.s3dl.local.root", Path.of("/"));
    expected.put("fs.s3dl.local.sync", true);
    expected.put("fs.s3dl.local.part.size", 1 << 20);
    expected.put("fs.s3dl.direct.required", false);
    expected.put("fs.s3dl.uploads.purge", false);
    expected.put("fs.s3dl.uploads.purge.age", Duration.ofDays(7));
    expected.put("fs.s3dl.oplog.path", Optional.empty());
    expected.put("fs.s3dl.oplog.mode", Overflow.LOSSLESS);
    expected.put("fs.s3dl.oplog.queue", 4096);
    expected.put("fs.s3dl.oplog.level", 1);
    expected.put("fs.s3dl.oplog.client.id", "{pid}");
    expected.put("fs.s3dl.retry.attempts", 8);
    expected.put("fs.s3dl.retry.delay", Duration.ofMillis(200));
    expected.put("fs.s3dl.retry.delay.max", Duration.ofSeconds(20));
    expected.put("fs.s3dl.retry.after.max", Duration.ofMinutes(1));
    expected.put("fs.s3dl.retry.budget", 500);

    Configuration conf = new Configuration(false);
    conf.set("hadoop.tmp.dir", "/scratch");
    SettingReader reader = new SettingReader(conf, "bucket");
    Map<String, Object> actual = new LinkedHashMap<>();
    for (Setting<?> setting : Settings.all()) {
      // Those of stores are in tests of their own.
      if (!S3Settings.all().contains(setting) && !AzureSettings.all().contains(setting)) {
        actual.put(setting.name(), reader.get(setting));
      }
    }

    assertThat(actual).containsExactlyEntriesOf(expected);
  }

  @Test
  public void everySettingSaysWhatItIsFor() {
    for (Setting<?> setting : Settings.all()) {
      assertThat(setting.documentation()).as(setting.name()).endsWith(".");
      assertThat(setting.allowed()).as(setting.name()).isNotBlank();
    }
  }

  @Test
  public void numbersHaveRanges() {
    accepts(Settings.COMPRESSION_LEVEL, "1", 1);
    accepts(Settings.COMPRESSION_LEVEL, "22", 22);
    refuses(Settings.COMPRESSION_LEVEL, "a whole number from 1 to 22", "0", "23", "-3", "", "3.5");
    accepts(Settings.COMPRESSION_THREADS, "256", 256);
    refuses(Settings.COMPRESSION_THREADS, "a whole number from 0 to 256", "-1", "257", "many");
    accepts(TransferSettings.IO_THREADS, "0", 0);
    accepts(TransferSettings.IO_THREADS, "1024", 1024);
    refuses(TransferSettings.IO_THREADS, "a whole number from 0 to 1024", "-1", "1025");
    accepts(Settings.LIST_CACHE_ENTRIES, "0", 0);
    accepts(Settings.LIST_CACHE_ENTRIES, "2147483647", Integer.MAX_VALUE);
    refuses(Settings.LIST_CACHE_ENTRIES, "a whole number, at least 0", "-1", "2147483648");
  }

  @Test
  public void sizesHaveRangesAndUnits() {
    accepts(Settings.FRAME_SIZE, "4096", 4096);
    accepts(Settings.FRAME_SIZE, "64K", 64 << 10);
    accepts(Settings.FRAME_SIZE, "128m", 128 << 20);
    refuses(
        Settings.FRAME_SIZE,
        "a size from 4K to 128M" + SIZE_UNITS,
        "4095",
        "134217729",
        "4G",
        "-1M",
        "1MiB",
        "");
    accepts(Settings.LOCAL_PART_SIZE, "64K", 64 << 10);
    accepts(Settings.LOCAL_PART_SIZE, "64M", 64 << 20);
    refuses(
        Settings.LOCAL_PART_SIZE,
        "a size from 64K to 64M, a multiple of 4K" + SIZE_UNITS,
        "60K",
        "65M",
        "66K",
        "100000");
    accepts(Settings.MEMORY_MAX, "16M", 16L << 20);
    accepts(Settings.MEMORY_MAX, "8G", 8L << 30);
    refuses(Settings.MEMORY_MAX, "a size of at least 16M" + SIZE_UNITS, "16777215", "0", "lots");
  }

  @Test
  public void choicesAreTheirConstantsInEitherCase() {
    accepts(Settings.COMPRESSION_CODEC, "none", Compression.NONE);
    accepts(Settings.COMPRESSION_CODEC, "ZStd", Compression.ZSTD);
    refuses(Settings.COMPRESSION_CODEC, "zstd | none", "gzip", "");
    accepts(Settings.CHECKSUM_EXPOSE, "always", ChecksumExposure.ALWAYS);
    refuses(Settings.CHECKSUM_EXPOSE, "auto | always | never", "true");
    accepts(Settings.SYNCABLE, "refuse", SyncablePolicy.REFUSE);
    refuses(Settings.SYNCABLE, "warn | refuse | ignore", "throw");
    accepts(Settings.LOCAL_SYNC, "False", false);
    refuses(Settings.LOCAL_SYNC, "true or false", "no", "0", "");
    accepts(Settings.DIRECT_REQUIRED, "true", true);
    refuses(Settings.DIRECT_REQUIRED, "true or false", "yes");
  }

  @Test
  public void localPathsAreAbsolute() {
    accepts(Settings.LOCAL_ROOT, "/mnt/nvme/../data/", Path.of("/mnt/data"));
    String allowed = "an absolute path of the local file system";
    refuses(Settings.LOCAL_ROOT, allowed, "data", "file:///data", "", "/nul\0");
    refuses(TransferSettings.BUFFER_DIR, allowed, "tmp");
  }

  @Test
  public void listsAreSeparatedByCommas() {
    accepts(
        Settings.PLAIN_SUFFIXES, " Parquet,.ORC , ,tar.gz", List.of("parquet", "orc", "tar.gz"));
    accepts(Settings.PLAIN_SUFFIXES, "", List.of());
    accepts(Settings.PLAIN_SUFFIXES, ",", List.of());
    refuses(
        Settings.PLAIN_SUFFIXES,
        "a list of suffixes separated by commas, without slashes",
        "orc,.",
        "a/b");
    accepts(Settings.PLAIN_NAMES, "_SUCCESS, _x_?", List.of("_SUCCESS", "_x_?"));
    refuses(
        Settings.PLAIN_NAMES,
        "a list of globs separated by commas, without slashes and braces",
        "a/b",
        "[a",
        "{a,b}",
        "a\\");
    accepts(Settings.PLAIN_PATHS, "/t/**,**/x_*", List.of("/t/**", "**/x_*"));
    refuses(
        Settings.PLAIN_PATHS,
        "a list of globs separated by commas, each beginning with / or **, without braces",
        "warehouse/t/*",
        "*.orc",
        "/t/{a,b}");
  }

  @Test
  public void namesBeginWithThePrefix() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingTypes.bool("fs.s3a.x", "true", "X."))
        .withMessage("Not a name for a key: fs.s3a.x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingTypes.bool("fs.s3dl.bucket.x", "true", "X."));
  }

  private static void accepts(Setting<?> setting, String text, Object value) {
    assertThat((Object) setting.parse(setting.name(), text)).isEqualTo(value);
  }

  private static void refuses(Setting<?> setting, String allowed, String... texts) {
    assertThat(setting.allowed()).isEqualTo(allowed);
    for (String text : texts) {
      assertThatIllegalArgumentException()
          .as(setting.name() + " = " + text)
          .isThrownBy(() -> setting.parse(setting.name(), text))
          .withMessage(setting.name() + " is \"" + text + "\", but must be " + allowed);
    }
  }

  private static final List<String> PLAIN_SUFFIXES =
      List.of(
          "parquet", "orc", "avro", "zst", "gz", "tgz", "bz2", "tbz2", "xz", "txz", "lzma", "lz4",
          "lzo", "snappy", "br", "deflate", "z", "zip", "jar", "war", "whl", "7z", "rar", "npz",
          "docx", "xlsx", "pptx", "odt", "ods", "epub", "pdf", "png", "jpg", "jpeg", "gif", "webp",
          "heic", "avif", "mp3", "m4a", "aac", "ogg", "opus", "flac", "mp4", "m4v", "webm", "mkv",
          "mov", "avi");
}
