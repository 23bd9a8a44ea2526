package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.conf.TransferOptions.PartBuffer;
import io.s3dl.conf.TransferOptions.ReadSizes;
import io.s3dl.format.FrameOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class FileSystemOptionsTest {

  private final Configuration conf = new Configuration(false);
  private final List<String> logged = new ArrayList<>();
  private final AppenderSkeleton recorder =
      new AppenderSkeleton() {
        @Override
        protected void append(LoggingEvent event) {
          logged.add(event.getLevel() + " " + event.getRenderedMessage());
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
          return false;
        }
      };

  @Before
  public void recordTheLog() {
    conf.set("hadoop.tmp.dir", "/tmp"); // Hadoop always has it
    Logger.getLogger(FileSystemOptions.class).addAppender(recorder);
  }

  @After
  public void stopRecording() {
    Logger.getLogger(FileSystemOptions.class).removeAppender(recorder);
  }

  @Test
  public void anEmptyConfigurationGivesTheDefaults() {
    FileSystemOptions options = FileSystemOptions.from(conf, "filedl", null);
    assertThat(options.frames()).isEqualTo(new FrameOptions(3, 1 << 20));
    assertThat(options.transfers())
        .isEqualTo(
            new TransferOptions(
                8, 4, PartBuffer.MEMORY, new ReadSizes(1 << 20, 4, 64 << 10, 4 << 20)));
    assertThat(options.memoryMaxBytes()).isEqualTo(256L << 20);
    assertThat(options.syncable()).isEqualTo(SyncablePolicy.WARN);
    assertThat(options.listCacheEntries()).isEqualTo(10_000);
    assertThat(options.mapping().compress()).isTrue();
    assertThat(options.mapping().plainSuffixes()).contains("parquet");
    assertThat(options.mapping().plainNames()).contains("_SUCCESS");
    assertThat(options.mapping().plainPaths()).isEmpty();
    assertThat(logged).isEmpty();
  }

  @Test
  public void withoutHadoopsDefaultsPartsWaitInTheSystemsDirectory() {
    Path directory =
        new SettingReader(new Configuration(false), "b").get(TransferSettings.BUFFER_DIR);
    assertThat(directory).isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "s3dl"));
  }

  @Test
  public void everythingCanBeConfigured() {
    conf.set("fs.s3dl.compression.codec", "none");
    conf.set("fs.s3dl.compression.level", "19");
    conf.set("fs.s3dl.compression.threads", "5");
    conf.set("fs.s3dl.frame.size", "64K");
    conf.set("fs.s3dl.plain.suffixes", "a");
    conf.set("fs.s3dl.plain.names", "b");
    conf.set("fs.s3dl.plain.paths", "/c");
    conf.set("fs.s3dl.checksum.expose", "always");
    conf.set("fs.s3dl.syncable", "refuse");
    conf.set("fs.s3dl.memory.max", "32M");
    conf.set("fs.s3dl.io.threads", "6");
    conf.set("fs.s3dl.upload.parts.in.flight", "9");
    conf.set("fs.s3dl.upload.buffer", "disk");
    conf.set("fs.s3dl.buffer.dir", "/d");
    conf.set("fs.s3dl.read.block.size", "2M");
    conf.set("fs.s3dl.read.blocks.ahead", "3");
    conf.set("fs.s3dl.read.vectored.gap", "1K");
    conf.set("fs.s3dl.read.vectored.max", "64K");
    conf.set("fs.s3dl.block.size", "64M");
    conf.set("fs.s3dl.list.cache.entries", "7");
    conf.set("fs.s3dl.create.performance", "true");
    assertThat(FileSystemOptions.from(conf, "s3dl", "logs"))
        .isEqualTo(
            new FileSystemOptions(
                new PathMappingOptions(false, List.of("a"), List.of("b"), List.of("/c")),
                new FrameOptions(19, 64 << 10),
                5,
                new TransferOptions(
                    6,
                    9,
                    new PartBuffer(Optional.of(Path.of("/d")), 0),
                    new ReadSizes(2 << 20, 3, 1 << 10, 64 << 10)),
                32L << 20,
                true,
                SyncablePolicy.REFUSE,
                64L << 20,
                7,
                true));
  }

  @Test
  public void aFileSystemHasKeysOfItsOwn() {
    conf.set("fs.s3dl.bucket.logs.io.threads", "6");
    conf.set("fs.s3dl.bucket.filedl.io.threads", "7");
    assertThat(FileSystemOptions.from(conf, "s3dl", "logs").transfers().ioThreads()).isEqualTo(6);
    assertThat(FileSystemOptions.from(conf, "s3dl", "other").transfers().ioThreads()).isEqualTo(64);
    assertThat(FileSystemOptions.from(conf, "filedl", null).transfers().ioThreads()).isEqualTo(7);
    assertThat(FileSystemOptions.from(conf, "filedl", "").transfers().ioThreads()).isEqualTo(7);
  }

  @Test
  public void partsOfARemoteFileSystemWaitInMemoryAndOnDisk() {
    conf.set("fs.s3dl.buffer.dir", "/d");
    PartBuffer auto = FileSystemOptions.from(conf, "s3dl", "logs").transfers().partBuffer();
    assertThat(auto).isEqualTo(new PartBuffer(Optional.of(Path.of("/d")), 64 << 20));
    conf.set("fs.s3dl.upload.buffer", "memory");
    PartBuffer memory = FileSystemOptions.from(conf, "s3dl", "logs").transfers().partBuffer();
    assertThat(memory.directory()).isEmpty();
    conf.set("fs.s3dl.upload.buffer", "disk");
    assertThat(FileSystemOptions.from(conf, "filedl", "").transfers().partBuffer())
        .isEqualTo(PartBuffer.MEMORY);
  }

  @Test
  public void zeroCompressionThreadsAreAsManyAsProcessors() {
    assertThat(FileSystemOptions.from(conf, "filedl", null).compressionThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  public void checksumsAreExposedWhereHdfsReturnsTheSameKind() {
    assertThat(exposes("auto", null)).isFalse();
    assertThat(exposes("auto", "MD5MD5CRC")).isFalse();
    assertThat(exposes("auto", "composite_crc")).isFalse();
    assertThat(exposes("auto", "COMPOSITE_CRC")).isTrue();
    assertThat(exposes("always", "MD5MD5CRC")).isTrue();
    assertThat(exposes("never", "COMPOSITE_CRC")).isFalse();
  }

  @Test
  public void illegalValuesAreNotReplacedByDefaults() {
    conf.set("fs.s3dl.bucket.filedl.syncable", "maybe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSystemOptions.from(conf, "filedl", null))
        .withMessage(
            "fs.s3dl.bucket.filedl.syncable is \"maybe\"," + " but must be warn | refuse | ignore");
  }

  @Test
  public void unknownKeysAreWarnedOfOnceAFileSystem() {
    conf.set("fs.s3dl.compresion.level", "hunter2");
    conf.set("fs.s3dl.quux", "hunter2");
    FileSystemOptions options = FileSystemOptions.from(conf, "s3dl", "logs");
    assertThat(options.frames().level()).isEqualTo(3);
    assertThat(logged)
        .containsExactly(
            "WARN Configuration of logs has unknown keys: fs.s3dl.compresion.level"
                + " (is fs.s3dl.compression.level meant?), fs.s3dl.quux");
  }

  private static boolean exposes(String setting, String combineMode) {
    Configuration conf = new Configuration(false);
    conf.set("fs.s3dl.checksum.expose", setting);
    if (combineMode != null) {
      conf.set("dfs.checksum.combine.mode", combineMode);
    }
    return FileSystemOptions.from(conf, "filedl", null).exposeChecksum();
  }
}
