package io.s3dl.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Everything is closed once, also behind something that fails. */
public class ClosingTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  public void theLastIsClosedFirstAndFailuresStopNothing() {
    IOException first = new IOException("first");
    IllegalStateException second = new IllegalStateException("second");
    Closing closing = new Closing();
    closing.add(() -> closed.add("a"));
    closing.add(() -> fail("b", second));
    closing.add(() -> fail("c", first));
    closing.add(() -> closed.add("d"));
    assertThatThrownBy(closing::close)
        .isInstanceOf(AssertionError.class)
        .hasCause(first)
        .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second));
    assertThat(closed).containsExactly("d", "c", "b", "a");
    closing.close();
    assertThat(closed).hasSize(4);
  }

  private <E extends Exception> void fail(String name, E failure) throws E {
    closed.add(name);
    throw failure;
  }
}
