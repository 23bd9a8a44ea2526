package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class ProgressBarTest {

  private final StringWriter terminal = new StringWriter();
  private long now;

  @Test
  public void drawsPartAndRateAndTimeLeft() {
    try (ProgressBar bar = bar(OptionalLong.of(4_000_000))) {
      now = TimeUnit.SECONDS.toNanos(10);
      bar.update(1_000_000);
    }
    assertThat(terminal.toString())
        .contains("[######------------------]", " 25 %", "976.6 KiB of 3.8 MiB", "0.1 MB/s")
        .contains("0:30 left");
  }

  @Test
  public void drawsNoPartOfAnUnknownWhole() {
    try (ProgressBar bar = bar(OptionalLong.empty())) {
      bar.update(10);
    }
    assertThat(terminal.toString()).contains("10 B").doesNotContain("%", "left");
  }

  @Test
  public void drawsAFewTimesASecondOnly() {
    try (ProgressBar bar = bar(OptionalLong.of(100))) {
      bar.update(1);
      String first = terminal.toString();
      bar.update(2);
      assertThat(terminal.toString()).isEqualTo(first);
      now = TimeUnit.SECONDS.toNanos(1);
      bar.update(3);
      assertThat(terminal.toString()).contains("3 B");
    }
  }

  @Test
  public void leavesAnEmptyLine() {
    ProgressBar bar = bar(OptionalLong.of(100));
    bar.update(100);
    bar.close();
    assertThat(terminal.toString()).endsWith("\r\033[K");
  }

  @Test
  public void printsNothingIfItWasNeverDrawn() {
    bar(OptionalLong.of(100)).close();
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  public void neverShowsMoreThanTheWhole() {
    try (ProgressBar bar = bar(OptionalLong.of(100))) {
      bar.update(150);
    }
    assertThat(terminal.toString()).contains("100 %", "150 B of 150 B");
  }

  private ProgressBar bar(OptionalLong total) {
    return new ProgressBar(new PrintWriter(terminal), total, () -> now);
  }
}
