package io.s3dl.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RequestLogTest {

  private static final Call CALL = Call.of("GET", "/b/k", List.of());
  private static final int MOST = 20_000;

  private final RequestLog log = new RequestLog();

  private void add(int times) {
    for (int i = 0; i < times; i++) {
      log.begin();
      log.add(new RequestLog.Entry(CALL, 200, 0, 0));
    }
  }

  @Test
  public void whatIsKeptIsBoundedAndNeverTakenForAll() {
    add(MOST);
    assertThat(log.kinds()).isEqualTo(Map.of("GetObject", MOST));
    add(1);
    assertThatThrownBy(log::kinds).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(log::entries).isInstanceOf(IllegalStateException.class);
    log.clear();
    add(1);
    assertThat(log.entries()).hasSize(1);
  }
}
