package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.FRAME;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.s3dl.Contents;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.CompositeCrcFileChecksum;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** What is written is what is read, and what is told about it is true. */
@RunWith(Parameterized.class)
public class ContentTest {

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;
  private final Variant variant;

  public ContentTest(Variant variant) {
    this.variant = variant;
    this.files = new FileSystemFixture(variant);
  }

  private void writeInChunks(String path, byte[] content, int chunk) throws IOException {
    try (FSDataOutputStream out = files.fs().create(path(path))) {
      for (int at = 0; at < content.length; at += chunk) {
        if (chunk == 1) {
          out.write(content[at]);
        } else {
          out.write(content, at, Math.min(chunk, content.length - at));
        }
      }
    }
  }

  @Test
  public void everyLengthInEveryChunkIsReadBack() throws IOException {
    int[] lengths = {0, 1, 511, 4095, FRAME, FRAME + 1, 10 * FRAME, 65_536, 65_537, 300_001};
    for (int length : lengths) {
      byte[] content = Contents.text(length, length);
      for (int chunk : new int[] {1, 1000, FRAME, 1 << 20}) {
        writeInChunks("/f", content, chunk);
        assertThat(files.read("/f")).isEqualTo(content);
        assertThat(files.fs().getFileStatus(path("/f")).getLen()).isEqualTo(length);
        assertThat(files.fs().describe(path("/f")).storedBytes())
            .isEqualTo(files.storedSize(files.physical("/f")));
      }
    }
  }

  @Test
  public void aLargeWriteIsReadBack() throws IOException {
    byte[] content = Contents.random(64 << 20, 1);
    writeInChunks("/f", content, content.length);
    try (FSDataInputStream in = files.fs().open(path("/f"))) {
      byte[] found = new byte[content.length];
      in.readFully(0, found);
      assertThat(Arrays.equals(found, content)).isTrue();
    }
  }

  @Test
  public void randomOperationsGiveTheBytesOfTheModel() throws Exception {
    byte[] model = Contents.text(400_003, 9);
    files.write("/f", model);
    for (String policy : List.of("adaptive", "sequential", "random")) {
      Random random = new Random(policy.hashCode());
      try (FSDataInputStream in =
          files
              .fs()
              .openFile(path("/f"))
              .opt("fs.option.openfile.read.policy", policy)
              .build()
              .get()) {
        for (int step = 0; step < 400; step++) {
          step(in, model, random);
        }
      }
    }
  }

  private void step(FSDataInputStream in, byte[] model, Random random) throws Exception {
    int from = random.nextInt(model.length);
    int count = Math.min(model.length - from, random.nextInt(30_000));
    switch (random.nextInt(8)) {
      case 0 -> in.seek(from);
      case 1 -> in.unbuffer();
      case 2 -> {
        byte[] bytes = new byte[count];
        in.readFully(from, bytes);
        assertBytes(bytes, model, from, count);
      }
      case 3 -> readRanges(in, model, random);
      case 4 -> {
        long position = in.getPos();
        int one = in.read();
        assertThat(one).isEqualTo(position == model.length ? -1 : model[(int) position]);
      }
      default -> {
        int position = (int) in.getPos();
        byte[] bytes = new byte[count];
        int read = in.read(bytes, 0, count);
        if (count > 0) {
          assertThat(read).isEqualTo(position == model.length ? -1 : read);
          assertBytes(bytes, model, position, Math.max(0, read));
        }
      }
    }
  }

  private void readRanges(FSDataInputStream in, byte[] model, Random random) throws Exception {
    List<FileRange> ranges = new ArrayList<>();
    for (int at = random.nextInt(100_000); at < model.length - 9000; at += random.nextInt(90_000)) {
      int length = random.nextInt(9000);
      ranges.add(FileRange.createFileRange(at, length));
      at += length;
    }
    in.readVectored(
        ranges, random.nextBoolean() ? ByteBuffer::allocate : ByteBuffer::allocateDirect);
    for (FileRange range : ranges) {
      ByteBuffer found = range.getData().get(30, TimeUnit.SECONDS);
      byte[] bytes = new byte[found.remaining()];
      found.get(bytes);
      assertThat(bytes).hasSize(range.getLength());
      assertBytes(bytes, model, (int) range.getOffset(), range.getLength());
    }
  }

  private static void assertBytes(byte[] bytes, byte[] model, int from, int count) {
    assertThat(Arrays.equals(bytes, 0, count, model, from, from + count)).isTrue();
  }

  @Test
  public void vectoredReadsBeyondTheEndAreRefused() throws IOException {
    files.write("/f", new byte[100]);
    try (FSDataInputStream in = files.fs().open(path("/f"))) {
      assertThatThrownBy(
              () ->
                  in.readVectored(List.of(FileRange.createFileRange(90, 11)), ByteBuffer::allocate))
          .isInstanceOf(EOFException.class);
      assertThatThrownBy(
              () ->
                  in.readVectored(
                      List.of(FileRange.createFileRange(0, 11), FileRange.createFileRange(10, 11)),
                      ByteBuffer::allocate))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void theSummaryTellsLogicalAndStoredBytes() throws IOException {
    files.write("/d/a", Contents.text(50_000, 1));
    files.write("/d/e/b", Contents.text(30_000, 2));
    files.write("/d/e/c.gz", Contents.text(10_000, 3));
    files.fs().mkdirs(path("/d/empty"));
    long stored =
        files.storedSize(files.physical("/d/a"))
            + files.storedSize(files.physical("/d/e/b"))
            + files.storedSize("/d/e/c.gz");
    ContentSummary all = files.fs().getContentSummary(path("/d"));
    assertThat(all.getLength()).isEqualTo(90_000);
    assertThat(all.getSpaceConsumed()).isEqualTo(stored);
    assertThat(all.getFileCount()).isEqualTo(3);
    assertThat(all.getDirectoryCount()).isEqualTo(3);
    ContentSummary one = files.fs().getContentSummary(path("/d/a"));
    assertThat(one.getLength()).isEqualTo(50_000);
    assertThat(one.getSpaceConsumed()).isEqualTo(files.storedSize(files.physical("/d/a")));
    if (variant.compressed()) {
      assertThat(stored).isLessThan(70_000);
    }
  }

  private static void assertCrc(FileChecksum found, byte[] content, int length) {
    byte[] bytes = ByteBuffer.allocate(4).putInt(Contents.crc32c(content, length)).array();
    assertThat(found).isInstanceOf(CompositeCrcFileChecksum.class);
    assertThat(found.getAlgorithmName()).isEqualTo("COMPOSITE-CRC32C");
    assertThat(found.getBytes()).isEqualTo(bytes);
  }

  @Test
  public void theChecksumIsTheContentsCrc32c() throws IOException {
    assumeThat(variant.compressed() || recordsChecksums()).isTrue();
    for (int length : new int[] {0, 1, FRAME, 100_000}) {
      byte[] content = Contents.text(length, length);
      files.write("/f", content);
      assertCrc(files.fs().getFileChecksum(path("/f")), content, length);
      assertCrc(files.fs().getFileChecksum(path("/f"), length), content, length);
    }
  }

  private boolean recordsChecksums() throws IOException {
    return Files.getFileStore(files.root()).supportsFileAttributeView("user");
  }

  @Test
  public void theChecksumOfTheFirstBytesIsThatOfThose() throws IOException {
    byte[] content = Contents.text(100_000, 4);
    files.write("/f", content);
    for (int length : new int[] {0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 99_999}) {
      FileChecksum found = files.fs().getFileChecksum(path("/f"), length);
      if (variant.compressed()) {
        assertCrc(found, content, length);
      } else {
        assertThat(found).isNull();
      }
    }
  }

  @Test
  public void theChecksumIsNotToldWhereItWouldBeComparedWithAnother() throws IOException {
    files.write("/f", new byte[10]);
    ObjectFileSystem auto = files.open("fs.s3dl.checksum.expose", "auto");
    assertThat(auto.getFileChecksum(path("/f"))).isNull();
    ObjectFileSystem composite =
        files.open("fs.s3dl.checksum.expose", "auto", "dfs.checksum.combine.mode", "COMPOSITE_CRC");
    if (variant.compressed()) {
      assertThat(composite.getFileChecksum(path("/f"))).isNotNull();
    }
  }

  @Test
  public void statisticsAreRightWhileWritingAndAfterClose() throws IOException {
    byte[] content = Contents.text(500_000, 1);
    FSDataOutputStream out = files.fs().create(path("/f"));
    IOStatistics statistics = ((IOStatisticsSource) out).getIOStatistics();
    assertThat(statistics.counters()).containsEntry("stream_write_bytes", 0L);
    assertThat(statistics.counters()).containsEntry(ContentOutputStream.STORED_BYTES, 0L);
    for (int at = 0; at < content.length; at += 100_000) {
      out.write(content, at, 100_000);
      assertThat(statistics.counters()).containsEntry("stream_write_bytes", at + 100_000L);
      assertThat(out.getPos()).isEqualTo(at + 100_000L);
      long encoded = statistics.counters().get(ContentOutputStream.ENCODED_BYTES);
      assertThat(encoded).isBetween(0L, at + 100_000L);
      assertThat(statistics.counters().get(ContentOutputStream.STORED_BYTES))
          .isLessThanOrEqualTo(encoded);
    }
    out.close();
    long stored = files.storedSize(files.physical("/f"));
    assertThat(statistics.counters())
        .containsEntry("stream_write_bytes", 500_000L)
        .containsEntry(ContentOutputStream.ENCODED_BYTES, 500_000L)
        .containsEntry(ContentOutputStream.STORED_BYTES, stored);
    double ratio = statistics.meanStatistics().get(ContentOutputStream.RATIO).mean();
    assertThat(ratio).isEqualTo(stored / 500_000.0);
    assertThat(variant.compressed() ? ratio : 0.5).isLessThan(0.7);
    FileDescription told = files.fs().describe(path("/f"));
    assertThat(told.contentBytes()).isEqualTo(500_000);
    assertThat(told.ratio()).isEqualTo(ratio);
  }

  @Test
  public void abortLeavesNothing() throws IOException {
    files.fs().mkdirs(path("/d"));
    for (int length : new int[] {0, 10, 300_000}) {
      FSDataOutputStream out = files.fs().create(path("/d/f"));
      out.write(new byte[length]);
      assertThat(out.abort().alreadyClosed()).isFalse();
      assertThat(out.abort().alreadyClosed()).isTrue();
      out.close();
      assertThat(files.namesOnDisk("/d")).isEmpty();
    }
    FSDataOutputStream out = files.fs().create(path("/d/f"));
    out.close();
    assertThat(out.abort().alreadyClosed()).isTrue();
    assertThat(files.names("/d")).containsExactly("f");
  }

  @Test
  public void aFileThatChangesUnderAStatusIsNotOpenedByIt() throws Exception {
    files.write("/f", Contents.text(1000, 1));
    org.apache.hadoop.fs.FileStatus status = files.fs().getFileStatus(path("/f"));
    try (FSDataInputStream in =
        files.fs().openFile(path("/f")).withFileStatus(status).build().get()) {
      assertThat(in.readAllBytes()).isEqualTo(Contents.text(1000, 1));
    }
    files.write("/f", Contents.text(1001, 2));
    assertThatThrownBy(() -> files.fs().openFile(path("/f")).withFileStatus(status).build().get())
        .hasRootCauseInstanceOf(io.s3dl.store.ObjectChangedException.class);
    assertThatThrownBy(() -> files.fs().openFile(path("/f")).must("fs.unknown", 1).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void aFileIsReadToItsEndAsItWasWhenItWasOpened() throws IOException {
    byte[] content = Contents.text(200_000, 1);
    files.write("/f", content);
    try (FSDataInputStream in = files.fs().open(path("/f"))) {
      byte[] found = new byte[content.length];
      in.readFully(found, 0, 1000);
      files.write("/f", Contents.text(100, 2));
      in.readFully(found, 1000, found.length - 1000);
      assertThat(found).isEqualTo(content);
    }
  }
}
