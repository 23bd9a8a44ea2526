package io.s3dl.store.local;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;

public class LocalDirectReadTest extends AbstractLocalReadTest {

  @Override
  LocalObjectStore open() throws IOException {
    assumeTrue("the disk supports O_DIRECT", fixture.supportsDirect());
    return fixture.store(fixture.options(true));
  }
}
