package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class Crc32cTest {

  private static int crc(byte[] bytes) {
    return Crc32c.of(ByteBuffer.wrap(bytes));
  }

  @Test
  public void hasTheStandardCheckValue() {
    assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
    assertThat(crc(new byte[0])).isZero();
  }

  @Test
  public void leavesThePositionWhereItIs() {
    ByteBuffer bytes = ByteBuffer.wrap("xx123456789x".getBytes(StandardCharsets.US_ASCII));
    bytes.position(2).limit(11);
    assertThat(Crc32c.of(bytes)).isEqualTo(0xE3069283);
    assertThat(bytes.position()).isEqualTo(2);
    assertThat(bytes.limit()).isEqualTo(11);
  }

  @Test
  public void combinesAtEveryCut() {
    byte[] bytes = Samples.random(300, 1);
    for (int cut = 0; cut <= bytes.length; cut++) {
      int first = crc(Arrays.copyOf(bytes, cut));
      int second = crc(Arrays.copyOfRange(bytes, cut, bytes.length));
      assertThat(Crc32c.combine(first, second, bytes.length - cut)).isEqualTo(crc(bytes));
    }
  }

  @Test
  public void combinesRunsOfOddLengths() {
    Random random = new Random(2);
    byte[] bytes = Samples.random(1 << 20, 3);
    for (int i = 0; i < 50; i++) {
      int cut = random.nextInt(bytes.length);
      int first = crc(Arrays.copyOf(bytes, cut));
      int second = crc(Arrays.copyOfRange(bytes, cut, bytes.length));
      assertThat(Crc32c.combine(first, second, bytes.length - cut)).isEqualTo(crc(bytes));
    }
  }

  @Test
  public void combiningIsAssociativeForLengthsBeyondMemory() {
    long terabytes = (5L << 40) + 12_345;
    long more = (3L << 33) + 1;
    int left = Crc32c.combine(Crc32c.combine(1, 2, terabytes), 3, more);
    int right = Crc32c.combine(1, Crc32c.combine(2, 3, more), terabytes + more);
    assertThat(left).isEqualTo(right);
  }

  @Test
  public void negativeLengthIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Crc32c.combine(1, 2, -1));
  }
}
