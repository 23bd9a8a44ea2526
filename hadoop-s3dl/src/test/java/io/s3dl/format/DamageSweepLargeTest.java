package io.s3dl.format;

import java.util.stream.IntStream;
import org.junit.Test;

/** Every single bit of an object of about 100 kB, and every length that it can be cut off at. */
public class DamageSweepLargeTest {

  @Test
  public void everyFlippedBitIsReportedOrHarmless() throws Exception {
    DamageSample sample = DamageSample.large(1);
    new DamageSweep(sample).flipBits(IntStream.range(0, sample.object().length * 8).toArray());
  }

  @Test
  public void everyTruncationIsReported() throws Exception {
    DamageSample sample = DamageSample.large(1);
    new DamageSweep(sample).truncate(IntStream.range(0, sample.object().length).toArray());
  }
}
