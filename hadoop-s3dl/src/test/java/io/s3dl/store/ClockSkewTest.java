package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.Test;

public class ClockSkewTest {

  private static Optional<String> in(long seconds) {
    return Optional.of(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds)));
  }

  @Test
  public void smallDifferencesAreNotWorthAWord() throws IOException {
    assertThat(ClockSkew.told(in(0))).isEmpty();
    assertThat(ClockSkew.told(Optional.empty())).isEmpty();
    assertThat(ClockSkew.told(Optional.of("noon"))).isEmpty();
  }

  @Test
  public void largerOnesAreTold() throws IOException {
    assertThat(ClockSkew.told(in(60)).orElseThrow()).matches("clocks differ by (58|59|60) s");
    assertThat(ClockSkew.told(in(-60)).orElseThrow()).matches("clocks differ by 6[0-9] s");
  }

  @Test
  public void largeOnesAreAFailure() {
    assertThatThrownBy(() -> ClockSkew.told(in(3600)))
        .hasMessageContaining("set the clock of this machine right");
  }
}
