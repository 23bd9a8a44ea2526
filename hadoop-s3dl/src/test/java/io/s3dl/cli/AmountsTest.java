package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class AmountsTest {

  @Test
  public void bytesHaveTheUnitThatFits() {
    assertThat(Amounts.bytes(0)).isEqualTo("0 B");
    assertThat(Amounts.bytes(1023)).isEqualTo("1023 B");
    assertThat(Amounts.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Amounts.bytes(1_610_612_736)).isEqualTo("1.5 GiB");
    assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }

  @Test
  public void exactBytesKeepEveryDigit() {
    assertThat(Amounts.exactBytes(17)).isEqualTo("17 bytes");
    assertThat(Amounts.exactBytes(1_234_567)).isEqualTo("1,234,567 bytes (1.2 MiB)");
  }

  @Test
  public void rateOfNoTimeIsFinite() {
    assertThat(Amounts.rate(0, 0)).isEqualTo("0.0 MB/s");
    assertThat(Amounts.rate(3_000_000, TimeUnit.SECONDS.toNanos(2))).isEqualTo("1.5 MB/s");
  }

  @Test
  public void durationsHaveHoursWhereNeeded() {
    assertThat(Amounts.duration(7)).isEqualTo("0:07");
    assertThat(Amounts.duration(7500)).isEqualTo("2:05:00");
  }
}
