package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.Test;

public class FailuresTest {

  @Test
  public void messageOfAnIoErrorStandsAlone() {
    assertThat(Failures.reason(new IOException("Error reading /a: it is gone")))
        .isEqualTo("Error reading /a: it is gone");
  }

  @Test
  public void lengthyMessageBecomesOneLine() {
    assertThat(Failures.reason(new IOException("first\n  second\r\nthird\n")))
        .isEqualTo("first second third");
  }

  @Test
  public void messageThatIsOnlyANameGetsItsKind() {
    assertThat(Failures.reason(new AccessDeniedException("/a")))
        .isEqualTo("AccessDeniedException: /a");
    assertThat(Failures.reason(new NullPointerException("x is null")))
        .isEqualTo("NullPointerException: x is null");
  }

  @Test
  public void missingMessageIsReplacedByTheKind() {
    assertThat(Failures.reason(new IOException())).isEqualTo("IOException");
  }
}
