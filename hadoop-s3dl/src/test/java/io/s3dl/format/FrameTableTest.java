package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.Test;

public class FrameTableTest {

  @Test
  public void sumsUpItsFrames() {
    byte[] content = Samples.random(1000, 1);
    FrameTable table = new FrameTable();
    table.add(50, 300, Crc32c.of(ByteBuffer.wrap(content, 0, 300)));
    table.add(8, 0, 0);
    table.add(60, 700, Crc32c.of(ByteBuffer.wrap(content, 300, 700)));
    assertThat(table.entryCount()).isEqualTo(3);
    assertThat(table.storedBytes()).isEqualTo(118);
    assertThat(table.contentBytes()).isEqualTo(1000);
    assertThat(table.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(content)));
  }

  /** The fixed cost of format.md: 73 bytes for one frame. */
  @Test
  public void withoutAWriteIdATrailerIsAsShortAsItCanBe() throws IOException {
    FrameTable table = new FrameTable();
    table.add(50, 300, 7);
    CollectingSink sink = new CollectingSink();
    assertThat(table.writeTrailer(sink, 3, Optional.empty())).isEqualTo(73);
    FrameIndex index = FrameIndex.parse(ByteBuffer.wrap(sink.bytes()), 50 + 73, "short");
    assertThat(index.writeId()).isEmpty();
    assertThat(index.length()).isEqualTo(300);
    assertThat(index.crc32c()).isEqualTo(7);
  }

  @Test
  public void frameThatTheFormatForbidsIsRefused() {
    FrameTable table = new FrameTable();
    assertThatIllegalArgumentException().isThrownBy(() -> table.add(7, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> table.add(8, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> table.add(8, (128 << 20) + 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> table.add(8, 0, 1));
    assertThat(table.entryCount()).isZero();
    table.add(8, 128 << 20, 1);
    assertThat(table.entryCount()).isEqualTo(1);
  }

  @Test
  public void framesEndWhereReadersRefuseMore() throws IOException {
    FrameTable table = new FrameTable();
    while (table.entryCount() < (1 << 22) - 1) {
      table.add(8, 0, 0);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> table.add(8, 1, 1))
        .withMessageContaining("4194303 frames");
    CollectingSink sink = new CollectingSink();
    table.writeTrailer(sink, 3, Samples.WRITE_ID);
    byte[] trailer = sink.bytes();
    assertThat(trailer).hasSize((int) FrameTable.trailerBytes(table.entryCount(), true));
    FrameIndex index =
        FrameIndex.parse(ByteBuffer.wrap(trailer), table.storedBytes() + trailer.length, "full");
    assertThat(index.entryCount()).isEqualTo(4_194_303);
    assertThat(index.frameCount()).isZero();
  }
}
