package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** A file of more than 2 GiB, in the frames and parts that users get. */
@RunWith(Parameterized.class)
public class FidelityLargeTest {

  private static final long LENGTH = 3L << 30;

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks();
  }

  @Rule public final FileSystemFixture files;

  public FidelityLargeTest(Variant variant) {
    this.files = new FileSystemFixture(variant);
  }

  /** Half of each run is text and half noise, so that frames shrink by different amounts. */
  private static void fill(byte[] bytes, Random random) {
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length / 2; i++) {
      bytes[i] = (byte) ('a' + (bytes[i] & 7));
    }
  }

  @Test
  public void aFileOfThreeGibibytesIsReadBack() throws IOException {
    ObjectFileSystem fs = files.open("fs.s3dl.frame.size", "1M", "fs.s3dl.local.part.size", "1M");
    int written = write(fs);
    assertThat(fs.getFileStatus(path("/large")).getLen()).isEqualTo(LENGTH);
    assertThat(fs.getContentSummary(path("/large")).getLength()).isEqualTo(LENGTH);
    CRC32C crc = new CRC32C();
    byte[] bytes = new byte[(1 << 20) + 13];
    byte[] last = new byte[100];
    try (FSDataInputStream in = fs.open(path("/large"))) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        crc.update(bytes, 0, count);
      }
      assertThat(in.getPos()).isEqualTo(LENGTH);
      in.seek(LENGTH - 100);
      in.readFully(last);
      byte[] again = new byte[100];
      in.readFully(LENGTH - 100, again);
      assertThat(again).isEqualTo(last);
    }
    assertThat((int) crc.getValue()).isEqualTo(written);
    fs.describe(path("/large"))
        .crc32c()
        .ifPresent(recorded -> assertThat(recorded).isEqualTo(written));
  }

  /** Writes in runs of odd lengths; the CRC32C of the content. */
  private static int write(ObjectFileSystem fs) throws IOException {
    Random random = new Random(3);
    CRC32C crc = new CRC32C();
    byte[] bytes = new byte[1_234_567];
    fill(bytes, random);
    try (FSDataOutputStream out = fs.create(path("/large"))) {
      for (long left = LENGTH; left > 0; ) {
        bytes[random.nextInt(bytes.length)]++;
        int count = (int) Math.min(left, 1 + random.nextInt(bytes.length));
        out.write(bytes, 0, count);
        crc.update(bytes, 0, count);
        left -= count;
      }
    }
    return (int) crc.getValue();
  }
}
