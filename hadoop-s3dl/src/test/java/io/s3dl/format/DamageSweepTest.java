package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.Test;

/**
 * Flipped bits and truncated objects: all of a small object, and of a large one those that stand
 * close to where frames meet, and a sample of the rest; {@link DamageSweepLargeTest} takes all.
 */
public class DamageSweepTest {

  /** Prime, so that every bit of a byte has its turn. */
  private static final int STRIDE = 191;

  private static final int CLOSE_BYTES = 12;

  @Test
  public void everyFlippedBitOfASmallObjectIsReportedOrHarmless() throws Exception {
    DamageSample sample = DamageSample.small(1);
    assertThat(sample.object().length).isLessThan(FrameIndex.WHOLE_OBJECT_BYTES);
    new DamageSweep(sample).flipBits(IntStream.range(0, sample.object().length * 8).toArray());
  }

  @Test
  public void flippedBitsOfALargeObjectAreReportedOrHarmless() throws Exception {
    DamageSample sample = DamageSample.large(1);
    assertThat(sample.object().length).isGreaterThan(FrameIndex.WHOLE_OBJECT_BYTES);
    new DamageSweep(sample)
        .flipBits(
            IntStream.range(0, sample.object().length * 8)
                .filter(bit -> bit % STRIDE == 0 || isClose(sample, bit / 8))
                .toArray());
  }

  /** Whether a byte is one of index or seek table, or of the first or last few of a frame. */
  private static boolean isClose(DamageSample sample, int position) {
    Frame frame = sample.frameOf(position);
    return frame == null
        || position < frame.offset() + CLOSE_BYTES
        || position >= frame.end() - CLOSE_BYTES;
  }

  @Test
  public void everyTruncationOfASmallObjectIsReported() throws Exception {
    DamageSample sample = DamageSample.small(1);
    new DamageSweep(sample).truncate(IntStream.range(0, sample.object().length).toArray());
  }

  @Test
  public void truncationsOfALargeObjectAreReported() throws Exception {
    DamageSample sample = DamageSample.large(1);
    new DamageSweep(sample)
        .truncate(
            IntStream.range(0, sample.object().length)
                .filter(length -> length % STRIDE == 0 || isClose(sample, length))
                .toArray());
  }
}
