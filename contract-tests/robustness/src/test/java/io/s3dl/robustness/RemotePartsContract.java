package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Files of every number of parts come back whole: their lengths, their bytes, their CRC32C. */
@RunWith(Parameterized.class)
public abstract class RemotePartsContract {

  private static final Path FILE = new Path("/d/file.txt");
  private static final int LARGE = (64 << 20) + 4321;

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> parameters() {
    return List.of(true, false);
  }

  @Rule public final Lab lab;

  private final boolean compressed;

  RemotePartsContract(RemoteStore store, boolean compressed) {
    this.compressed = compressed;
    this.lab = new Lab(store, compressed, 0);
  }

  @After
  public void nothingIsLeft() throws Exception {
    lab.proxy().plan().clear();
    lab.endWithoutLeaks();
  }

  @Test
  public void aroundOnePart() throws Exception {
    FileSystem fs = proxied("5M");
    for (int length : List.of(0, 1, Lab.PART - 1, Lab.PART, Lab.PART + 1)) {
      writeAndReadBack(fs, length);
      boolean several = compressed ? length >= Lab.PART - 1 : length > Lab.PART;
      assertThat(lab.requests(Purpose.PART) > 0)
          .as("%d bytes are sent in parts", length)
          .isEqualTo(several);
      lab.proxy().log().clear();
    }
  }

  @Test
  public void aroundTwoParts() throws Exception {
    FileSystem fs = proxied("5M");
    for (int length : List.of(2 * Lab.PART - 1, 2 * Lab.PART, 2 * Lab.PART + 1)) {
      writeAndReadBack(fs, length);
    }
  }

  @Test
  public void manySmallParts() throws Exception {
    writeAndReadBack(proxied("5M"), LARGE);
    assertThat(lab.requests(Purpose.PART)).isEqualTo(13);
  }

  @Test
  public void partsOfTheDefaultSize() throws Exception {
    writeAndReadBack(proxied("8M"), LARGE);
    assertThat(lab.requests(Purpose.PART)).isEqualTo(9);
  }

  @Test
  public void partsThatWaitOnDisk() throws Exception {
    FileSystem fs = proxied("5M", "fs.s3dl.upload.buffer", "disk");
    for (int length : List.of(1, 1 << 20, 2 * Lab.PART + 1)) {
      writeAndReadBack(fs, length);
      byte[] more = Lab.content(length, 3_000_000);
      try (FSDataOutputStream out = fs.append(FILE)) {
        Lab.writeOddly(out, more);
      }
      byte[] all = Arrays.copyOf(Lab.content(length, length), length + more.length);
      System.arraycopy(more, 0, all, length, more.length);
      assertThat(Lab.read(fs, FILE)).isEqualTo(all);
    }
  }

  @Test
  public void manyPartsInTrouble() throws Exception {
    lab.proxy()
        .plan()
        .next(1, Purpose.PUBLISH, Fault.dropAnswer())
        .next(2, Purpose.PART, Fault.resetRequest(3 << 20))
        .next(2, Purpose.PART, Fault.slowDown(Duration.ofSeconds(9)))
        .next(2, Purpose.PART, Fault.dropAnswer())
        .next(1, Purpose.PART, Fault.silence());
    writeAndReadBack(proxied("5M"), LARGE);
    assertThat(lab.requests(Purpose.PART)).isEqualTo(13 + 7);
  }

  private FileSystem proxied(String partSize) throws Exception {
    return proxied(partSize, "fs.s3dl.upload.buffer", "auto");
  }

  private FileSystem proxied(String partSize, String key, String value) throws Exception {
    return lab.proxied(
        lab.key("part.size"),
        partSize,
        "fs.s3dl.checksum.expose",
        "always",
        lab.key("socket.timeout"),
        "5s",
        key,
        value);
  }

  private static void writeAndReadBack(FileSystem fs, int length) throws Exception {
    byte[] content = Lab.content(length, length);
    Lab.write(fs, FILE, true, content);
    assertThat(fs.getFileStatus(FILE).getLen()).isEqualTo(length);
    assertThat(Lab.read(fs, FILE)).isEqualTo(content);
    CRC32C crc = new CRC32C();
    crc.update(content);
    FileChecksum checksum = fs.getFileChecksum(FILE);
    if (checksum != null) {
      assertThat(checksum.toString()).endsWith("%08x".formatted(crc.getValue()));
    }
    if (length > 100) {
      byte[] end = new byte[100];
      try (FSDataInputStream in = fs.open(FILE)) {
        in.readFully(length - 100, end);
      }
      assertThat(end).isEqualTo(Arrays.copyOfRange(content, length - 100, length));
    }
  }
}
