package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.format.FrameCompressor.Treatment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class FrameCompressorTest {

  private static final int FRAME = 256 << 10;

  private final CompressionContexts contexts = new CompressionContexts(1);
  private final FrameCompressor compressor = new FrameCompressor(3, contexts);
  private final ByteBuffer output = ByteBuffer.allocateDirect(FrameCompressor.outputBytes(FRAME));

  @After
  public void closeContexts() {
    contexts.close();
  }

  private FrameCompressor.Result compress(byte[] content) {
    ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
    FrameCompressor.Result result = compressor.compress(direct, output);
    assertThat(result.contentBytes()).isEqualTo(content.length);
    assertThat(result.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(content)));
    assertThat(ZstdFrameCheck.brokenRule(output.slice(0, result.storedBytes()), content.length))
        .isNull();
    return result;
  }

  private List<Treatment> random(int frames) {
    List<Treatment> treatments = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      FrameCompressor.Result result = compress(Samples.random(FRAME, i));
      assertThat(result.storedBytes()).isBetween(FRAME, FRAME + 64);
      treatments.add(result.treatment());
    }
    return treatments;
  }

  private List<Treatment> text(int frames) {
    List<Treatment> treatments = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      FrameCompressor.Result result = compress(Samples.text(FRAME, i));
      treatments.add(result.treatment());
    }
    return treatments;
  }

  @Test
  public void onlyTheFirstOfRandomFramesIsCompressed() {
    List<Treatment> treatments = random(20);
    assertThat(treatments.get(0)).isEqualTo(Treatment.COMPRESSED);
    assertThat(treatments.subList(1, 20)).containsOnly(Treatment.STORED);
  }

  @Test
  public void changesOfContentAreNoticedAtOnce() {
    assertThat(text(3)).containsOnly(Treatment.COMPRESSED);
    assertThat(random(10)).containsOnlyOnce(Treatment.COMPRESSED);
    assertThat(text(5)).containsOnly(Treatment.COMPRESSED);
    assertThat(random(10)).containsOnlyOnce(Treatment.COMPRESSED);
  }

  @Test
  public void textThatIsNoticedShrinksAgain() {
    int before = compress(Samples.text(FRAME, 1)).storedBytes();
    assertThat(random(5)).hasSize(5);
    assertThat(compress(Samples.text(FRAME, 1)).storedBytes()).isEqualTo(before);
  }

  @Test
  public void everySixtyFourthFrameIsTriedInFull() {
    List<Treatment> treatments = random(1 + 3 * ShrinkHistory.FULL_TRY_EVERY);
    assertThat(treatments).filteredOn(Treatment.COMPRESSED::equals).hasSize(4);
    assertThat(treatments.get(ShrinkHistory.FULL_TRY_EVERY)).isEqualTo(Treatment.COMPRESSED);
  }

  @Test
  public void repetitionThatSamplesMissIsFoundByAFullTry() {
    // Each half is random, so no slice shrinks, but the second repeats the first.
    byte[] half = Samples.random(FRAME / 2, 5);
    byte[] repeated = Samples.concat(half, half);
    assertThat(random(2)).hasSize(2);
    int stored = 0;
    while (compress(repeated).storedBytes() > FRAME / 4 * 3) {
      stored++;
    }
    assertThat(stored).isLessThan(ShrinkHistory.FULL_TRY_EVERY);
    assertThat(compress(repeated).treatment()).isEqualTo(Treatment.COMPRESSED);
  }

  @Test
  public void frameThatIsRandomInPartIsCompressed() {
    byte[] mixed = Samples.concat(Samples.random(FRAME / 2, 8), Samples.text(FRAME / 2, 9));
    assertThat(random(3)).hasSize(3);
    FrameCompressor.Result result = compress(mixed);
    assertThat(result.treatment()).isEqualTo(Treatment.COMPRESSED);
    assertThat(result.storedBytes()).isLessThan(FRAME / 10 * 9);
  }

  @Test
  public void tinyRandomFramesAreStored() {
    for (int size = 1; size < 40; size++) {
      FrameCompressor.Result result = compress(Samples.random(size, size));
      assertThat(result.storedBytes()).isLessThanOrEqualTo(size + 18);
    }
  }
}
