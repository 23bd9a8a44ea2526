package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.io.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Corrupt, foreign and unsupported objects of the reference program are refused as such. */
@RunWith(Parameterized.class)
public class RefusedVectorsTest {

  private final String name;
  private final BufferPool buffers = new BufferPool(16 << 20);

  public RefusedVectorsTest(String name) {
    this.name = name;
  }

  @Parameters(name = "{0}")
  public static List<String> vectors() {
    List<String> names = Vectors.names("good", false);
    assertThat(names).hasSize(27);
    return names;
  }

  @After
  public void everyBufferIsBack() {
    assertThat(buffers.lentBuffers()).isZero();
  }

  @Test
  public void verifierSaysWhatItIs() throws IOException {
    StoredBytes stored = new StoredBytes(Vectors.stored(name));
    assertThatThrownBy(() -> ObjectVerifier.verify(stored, name, buffers, done -> {}))
        .isExactlyInstanceOf(expected())
        .hasMessageContaining(name);
  }

  @Test
  public void nothingWrongIsRead() throws IOException {
    StoredBytes stored = new StoredBytes(Vectors.stored(name));
    assertThatThrownBy(
            () -> {
              try (SeekableReader reader = SeekableReader.open(stored, name, buffers)) {
                reader.readFully(0, ByteBuffer.allocateDirect((int) reader.length()));
              }
            })
        .isExactlyInstanceOf(expected())
        .hasMessageContaining(name);
  }

  private Class<? extends ObjectFormatException> expected() {
    String verdict = name.substring(0, name.indexOf('-'));
    return switch (verdict) {
      case "corrupt" -> CorruptObjectException.class;
      case "foreign" -> ForeignObjectException.class;
      case "unsupported" -> UnsupportedObjectException.class;
      default -> throw new IllegalStateException("Unknown verdict: " + name);
    };
  }
}
