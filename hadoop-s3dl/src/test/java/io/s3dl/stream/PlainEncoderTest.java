package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import io.s3dl.format.EncodingStatistics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.Test;

public class PlainEncoderTest {

  private final byte[] content = Contents.random(10_000, 1);
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  private void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      sink.write(bytes.get());
    }
  }

  @Test
  public void contentGoesOnAsItIs() throws IOException {
    PlainEncoder encoder = new PlainEncoder(this::take, 0, OptionalInt.of(0));
    encoder.write(content, 100, 5000);
    encoder.write(content, 5100, 1);
    encoder.finish();
    encoder.close();
    byte[] expected = Arrays.copyOfRange(content, 100, 5101);
    assertThat(sink.toByteArray()).isEqualTo(expected);
    OptionalInt crc = OptionalInt.of(Contents.crc32c(expected, expected.length));
    assertThat(encoder.storedCrc32c()).isEqualTo(crc);
    assertThat(encoder.statistics()).isEqualTo(new EncodingStatistics(5001, 5001, crc));
  }

  @Test
  public void theChecksumIncludesWhatWasKept() throws IOException {
    int kept = Contents.crc32c(content, 4000);
    PlainEncoder encoder = new PlainEncoder(this::take, 4000, OptionalInt.of(kept));
    encoder.write(content, 4000, 6000);
    assertThat(encoder.storedCrc32c()).hasValue(Contents.crc32c(content, 10_000));
    assertThat(encoder.statistics().contentBytes()).isEqualTo(10_000);
  }

  @Test
  public void theChecksumIsUnknownIfThatOfTheKeptBytesIs() throws IOException {
    PlainEncoder encoder = new PlainEncoder(this::take, 4000, OptionalInt.empty());
    encoder.write(content, 0, 10);
    assertThat(encoder.storedCrc32c()).isEmpty();
    assertThat(encoder.statistics())
        .isEqualTo(new EncodingStatistics(4010, 4010, OptionalInt.empty()));
  }
}
