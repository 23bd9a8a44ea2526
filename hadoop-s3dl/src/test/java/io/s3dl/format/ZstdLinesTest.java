package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ZstdLinesTest {

  /** Keeps what it is given call by call, and says whether it is closed. */
  private static class Calls extends OutputStream {
    final List<byte[]> calls = new ArrayList<>();
    boolean closed;

    @Override
    public void write(int b) {
      throw new AssertionError("One byte alone");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      copy.write(bytes, offset, length);
      calls.add(copy.toByteArray());
    }

    @Override
    public void close() {
      closed = true;
    }

    List<String> texts() {
      return calls.stream()
          .map(call -> Zstd.decompress(call, 1 << 20))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .toList();
    }
  }

  @Test
  public void eachCallIsAFrameOfWholeLines() throws IOException {
    Calls out = new Calls();
    try (ZstdLines lines = new ZstdLines(out, 1)) {
      assertThat(lines.add("a")).isFalse();
      assertThat(lines.add("ä")).isFalse();
      lines.flush();
      lines.flush();
      assertThat(lines.add("last")).isFalse();
    }

    assertThat(out.texts()).containsExactly("a\nä\n", "last\n");
    assertThat(out.closed).isTrue();
  }

  @Test
  public void whatIsManyLinesIsWrittenUnasked() throws IOException {
    Calls out = new Calls();
    String line = "x".repeat(999);
    int written = 0;
    try (ZstdLines lines = new ZstdLines(out, 22)) {
      for (int i = 0; i < 1000; i++) {
        if (lines.add(line)) {
          written = i + 1;
        }
      }
      assertThat(String.join("", out.texts())).isEqualTo((line + "\n").repeat(written));
      assertThat(written).isGreaterThan(700);
    }
    assertThat(String.join("", out.texts())).isEqualTo((line + "\n").repeat(1000));
  }

  @Test
  public void whatCannotBeWrittenIsNotTriedAgainAndTheStreamIsClosed() throws IOException {
    Calls out =
        new Calls() {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            throw new IOException("Disk full");
          }
        };
    ZstdLines lines = new ZstdLines(out, 1);
    lines.add("a");
    assertThatThrownBy(lines::flush).hasMessage("Disk full");
    lines.close();
    lines.close();

    assertThat(out.calls).hasSize(1);
    assertThat(out.closed).isTrue();
  }
}
