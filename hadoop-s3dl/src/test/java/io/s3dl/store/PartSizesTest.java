package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class PartSizesTest {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long TIB = 1L << 40;

  @Test
  public void partsThatDoubleReachTheLargestObjectOfS3() {
    PartSizes sizes = new PartSizes(8 * MIB, 1000, 5 * GIB, 10_000, 1);
    assertThat(sizes.bytesOf(1)).isEqualTo(8 * MIB);
    assertThat(sizes.bytesOf(1000)).isEqualTo(8 * MIB);
    assertThat(sizes.bytesOf(1001)).isEqualTo(16 * MIB);
    assertThat(sizes.bytesOf(9001)).isEqualTo(4 * GIB);
    assertThat(sizes.largestObjectBytes()).isGreaterThan(5 * TIB).isLessThan(9 * TIB);
  }

  @Test
  public void largerFirstPartsReachAllThatTenThousandPartsCanHold() {
    PartSizes sizes = new PartSizes(5 * GIB, 0, 5 * GIB, 10_000, 1);
    assertThat(sizes.largestObjectBytes()).isEqualTo(10_000 * 5 * GIB).isGreaterThan(48 * TIB);
  }

  @Test
  public void theLargestSizeIsNeverExceededHoweverManyPartsThereAre() {
    PartSizes sizes = new PartSizes(3, 1, 5 * GIB, Integer.MAX_VALUE, 1);
    assertThat(sizes.bytesOf(30)).isEqualTo(3L << 29);
    for (int number : new int[] {32, 63, 64, 65, 128, Integer.MAX_VALUE}) {
      assertThat(sizes.bytesOf(number)).isEqualTo(5 * GIB);
    }
    assertThat(sizes.largestObjectBytes()).isEqualTo(Long.MAX_VALUE);
  }
}
