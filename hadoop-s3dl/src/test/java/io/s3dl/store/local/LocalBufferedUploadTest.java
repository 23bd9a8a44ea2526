package io.s3dl.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.Test;

public class LocalBufferedUploadTest extends AbstractLocalUploadTest {

  @Override
  LocalObjectStore open() throws IOException {
    return fixture.buffered();
  }

  @Test
  public void anyRangeCanBeCopied() {
    assertThat(store.partSizes().copyUnit()).isEqualTo(1);
    assertThat(store.partSizes().firstBytes()).isEqualTo(LocalStoreFixture.PART_BYTES);
  }
}
