package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.Test;

public final class BlocksTest {

  @Test
  public void aFileHasBlocksUpToItsEnd() {
    assertThat(ranges(file(25, 10), 0, 25)).containsExactly("0+10", "10+10", "20+5");
    assertThat(ranges(file(20, 10), 0, Long.MAX_VALUE)).containsExactly("0+10", "10+10");
    assertThat(ranges(file(3, 10), 0, 3)).containsExactly("0+3");
  }

  @Test
  public void aRangeHasTheBlocksThatItTouches() {
    assertThat(ranges(file(25, 10), 9, 1)).containsExactly("0+10");
    assertThat(ranges(file(25, 10), 9, 2)).containsExactly("0+10", "10+10");
    assertThat(ranges(file(25, 10), 10, 10)).containsExactly("10+10");
    assertThat(ranges(file(25, 10), 24, Long.MAX_VALUE)).containsExactly("20+5");
  }

  @Test
  public void nothingHasNoBlocks() {
    assertThat(ranges(file(0, 10), 0, 10)).isEmpty();
    assertThat(ranges(file(25, 10), 25, 1)).isEmpty();
    assertThat(ranges(file(25, 10), 5, 0)).isEmpty();
  }

  @Test
  public void aStatusWithoutABlockSizeHasOneBlock() {
    assertThat(ranges(file(25, 0), 3, 1)).containsExactly("0+25");
  }

  @Test
  public void theyAreWhereProgramsTakeThemForAnywhere() throws Exception {
    for (BlockLocation block : Blocks.of(file(25, 10), 0, 25)) {
      assertThat(block.getHosts()).containsExactly("localhost");
    }
  }

  @Test
  public void negativeRangesAreRefused() {
    assertThatThrownBy(() -> Blocks.of(file(25, 10), -1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/file");
    assertThatThrownBy(() -> Blocks.of(file(25, 10), 0, -5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FileStatus file(long length, long blockSize) {
    return new FileStatus(length, false, 1, blockSize, 0, new Path("s3dl://bucket/file"));
  }

  private static List<String> ranges(FileStatus file, long start, long length) {
    return Arrays.stream(Blocks.of(file, start, length))
        .map(block -> block.getOffset() + "+" + block.getLength())
        .toList();
  }
}
