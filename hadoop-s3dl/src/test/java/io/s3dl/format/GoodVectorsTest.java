package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.io.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Good objects of the reference program are read. */
@RunWith(Parameterized.class)
public class GoodVectorsTest {

  private final String name;
  private final BufferPool buffers = new BufferPool(16 << 20);

  public GoodVectorsTest(String name) {
    this.name = name;
  }

  @Parameters(name = "{0}")
  public static List<String> vectors() {
    List<String> names = Vectors.names("good", true);
    assertThat(names).hasSize(11);
    return names;
  }

  @After
  public void everyBufferIsBack() {
    assertThat(buffers.lentBuffers()).isZero();
  }

  @Test
  public void isFoundGood() throws IOException {
    StoredBytes stored = new StoredBytes(Vectors.stored(name));
    FrameIndex index = ObjectVerifier.verify(stored, name, buffers, done -> {});
    byte[] content = Vectors.content(name);
    assertThat(index.length()).isEqualTo(content.length);
    assertThat(index.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(content)));
    assertThat(index.storedBytes()).isEqualTo(stored.length());
  }

  @Test
  public void contentIsReadBack() throws IOException {
    assertThat(Samples.content(Vectors.stored(name), buffers)).isEqualTo(Vectors.content(name));
  }

  @Test
  public void rangesAreReadBack() throws IOException {
    byte[] content = Vectors.content(name);
    Random random = new Random(7);
    StoredBytes stored = new StoredBytes(Vectors.stored(name));
    try (SeekableReader reader = SeekableReader.open(stored, name, buffers)) {
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(content.length + 1);
        int to = from + random.nextInt(content.length - from + 1);
        ByteBuffer range =
            i % 2 == 0 ? ByteBuffer.allocate(to - from) : ByteBuffer.allocateDirect(to - from);
        reader.readFully(from, range);
        assertThat(range.flip()).isEqualTo(ByteBuffer.wrap(Arrays.copyOfRange(content, from, to)));
      }
    }
    assertThat(stored.closed).isTrue();
  }
}
