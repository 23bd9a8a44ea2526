package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.Test;

public class FrameOptionsTest {

  private static final int MIB = 1 << 20;

  @Test
  public void defaultIsLevelThreeAndOneMebibyte() {
    assertThat(FrameOptions.DEFAULT).isEqualTo(new FrameOptions(3, MIB));
  }

  @Test
  public void levelsOutsideTheRangeAreRefusedByName() {
    for (int level : new int[] {0, 23, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FrameOptions(level, MIB))
          .withMessage("Compression level " + level + " is not in 1..22");
    }
  }

  @Test
  public void frameSizesOutsideTheRangeAreRefusedByName() {
    for (int frameBytes : new int[] {4095, (128 << 20) + 1, 0, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FrameOptions(3, frameBytes))
          .withMessage("Frame size " + frameBytes + " is not in 4096..134217728 bytes");
    }
    assertThat(new FrameOptions(3, 4096).frameBytes()).isEqualTo(4096);
    assertThat(new FrameOptions(3, 128 << 20).frameBytes()).isEqualTo(128 << 20);
  }

  @Test
  public void framesDoubleAfterEvery16384UpTo16Mebibytes() {
    FrameOptions options = FrameOptions.DEFAULT;
    assertThat(options.frameBytesAt(0)).isEqualTo(MIB);
    assertThat(options.frameBytesAt(16_383)).isEqualTo(MIB);
    assertThat(options.frameBytesAt(16_384)).isEqualTo(2 * MIB);
    assertThat(options.frameBytesAt(3 * 16_384)).isEqualTo(8 * MIB);
    assertThat(options.frameBytesAt(4 * 16_384)).isEqualTo(16 * MIB);
    assertThat(options.frameBytesAt(5 * 16_384)).isEqualTo(16 * MIB);
    assertThat(options.frameBytesAt(Integer.MAX_VALUE)).isEqualTo(16 * MIB);
  }

  @Test
  public void tinyAndOddFramesReachTheSameCap() {
    assertThat(new FrameOptions(3, 4096).frameBytesAt(12 * 16_384 - 1)).isEqualTo(8 * MIB);
    assertThat(new FrameOptions(3, 4096).frameBytesAt(12 * 16_384)).isEqualTo(16 * MIB);
    assertThat(new FrameOptions(3, 10 * MIB).frameBytesAt(16_384)).isEqualTo(16 * MIB);
  }

  @Test
  public void largeFramesNeverGrow() {
    assertThat(new FrameOptions(3, 128 * MIB).frameBytesAt(1_000_000)).isEqualTo(128 * MIB);
    assertThat(new FrameOptions(3, 20 * MIB).frameBytesAt(1_000_000)).isEqualTo(20 * MIB);
  }
}
