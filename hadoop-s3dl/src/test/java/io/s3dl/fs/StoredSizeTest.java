package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32;
import org.junit.Rule;
import org.junit.Test;

/**
 * How large small files become: 50,000 bytes at level 5, beside the sizes that s3dlio tells of the
 * same inputs, which have neither index nor checksums. Two of these inputs are called random there,
 * and repeat themselves.
 */
public class StoredSizeTest {

  private static final int BYTES = 50_000;

  /** Index and seek table of one frame: 73 bytes; and Zstandard's own. */
  private static final int FIXED_BYTES = 80;

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  @Test
  public void aSentenceAgainAndAgain() throws IOException {
    String sentence = "Hello, compression test! This pattern repeats. ";
    byte[] content = ascii(sentence.repeat(BYTES / sentence.length() + 1));
    assertThat(crc32(content)).isEqualTo(0x3f170148L);
    assertThat(stored(content)).isLessThanOrEqualTo(allowed(66));
  }

  @Test
  public void json() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < BYTES; i++) {
      text.append("{\"id\": ").append(i);
      text.append(", \"name\": \"user_").append(i);
      text.append("\", \"timestamp\": \"2024-01-01T").append(i % 24);
      text.append(":00:00Z\", \"data\": [").append(10 * i);
      text.append(", ").append(11 * i).append(", ").append(12 * i).append("]}, ");
    }
    byte[] content = ascii(text.toString());
    assertThat(crc32(content)).isEqualTo(0x7a296926L);
    assertThat(stored(content)).isLessThanOrEqualTo(allowed(5946));
  }

  @Test
  public void whatIsCalledRandomLike() throws IOException {
    byte[] content = computed(i -> (i * 1_103_515_245L + 12_345) >> 16);
    assertThat(crc32(content)).isEqualTo(0x49739f5fL);
    assertThat(stored(content)).isLessThanOrEqualTo(allowed(1652));
  }

  @Test
  public void whatIsCalledOfHighEntropy() throws IOException {
    byte[] content = computed(i -> (i * 2_654_435_761L) ^ Long.rotateLeft(i, 13));
    assertThat(crc32(content)).isEqualTo(0x341803d9L);
    assertThat(stored(content)).isLessThanOrEqualTo(allowed(276));
  }

  /** Nothing is gained by compressing it, and next to nothing lost by storing it. */
  @Test
  public void randomBytes() throws IOException {
    assertThat(stored(Contents.random(BYTES, 1))).isLessThanOrEqualTo(50_009 + FIXED_BYTES);
  }

  private static long allowed(int theirs) {
    return theirs * 105L / 100 + FIXED_BYTES;
  }

  private long stored(byte[] content) throws IOException {
    ObjectFileSystem fs = files.open("fs.s3dl.compression.level", "5", "fs.s3dl.frame.size", "1M");
    FileSystemFixture.write(fs, "/f", content);
    return Files.size(files.stored("/f"));
  }

  private static byte[] ascii(String text) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), BYTES);
  }

  private static byte[] computed(LongUnaryOperator formula) {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) formula.applyAsLong(i);
    }
    return bytes;
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
