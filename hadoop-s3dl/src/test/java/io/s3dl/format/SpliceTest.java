package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Objects joined of pieces of others: no splice passes for an object that was never written. */
public class SpliceTest {

  private static final int TIMES = 400;
  private static final int FRAME = Samples.SMALL_FRAMES.frameBytes();

  private final Random random = new Random(11);
  private final ObjectProbe probe = new ObjectProbe();
  private final byte[] contentA = Samples.concat(Samples.text(5 * FRAME, 1), random(20 * FRAME));
  private final byte[] contentB = Samples.concat(random(20 * FRAME), Samples.text(4 * FRAME, 2));
  private final DamageSample a;
  private final DamageSample b;

  public SpliceTest() throws IOException {
    a = DamageSample.of(Samples.SMALL_FRAMES, contentA);
    b = DamageSample.of(Samples.SMALL_FRAMES, contentB);
  }

  private byte[] random(int length) {
    return Samples.random(length, random.nextLong());
  }

  /** Refused, or one of the two objects in a piece. */
  private void assertReported(String what, byte[] spliced) throws IOException {
    ObjectProbe.Outcome outcome = probe.probe(spliced);
    if (outcome.isRead()) {
      byte[] read = probe.content();
      assertThat(Arrays.equals(read, contentA) || Arrays.equals(read, contentB)).as(what).isTrue();
      assertThat(Arrays.equals(spliced, a.object()) || Arrays.equals(spliced, b.object()))
          .as(what)
          .isTrue();
    }
  }

  /** Anywhere, or where two frames meet, which is the harder case. */
  private int cut(DamageSample sample) {
    FrameIndex index = sample.index();
    int entry = random.nextInt(index.entryCount() + 1);
    if (random.nextBoolean()) {
      return random.nextInt(sample.object().length + 1);
    }
    return (int) (entry < index.entryCount() ? index.frame(entry).offset() : index.dataBytes());
  }

  private static byte[] head(DamageSample sample, int to) {
    return Arrays.copyOf(sample.object(), to);
  }

  private static byte[] rest(DamageSample sample, int from) {
    return Arrays.copyOfRange(sample.object(), from, sample.object().length);
  }

  @Test
  public void headOfOneAndTailOfAnother() throws IOException {
    for (int i = 0; i < TIMES; i++) {
      int cutA = cut(a);
      int cutB = random.nextBoolean() ? Math.min(cutA, b.object().length) : cut(b);
      assertReported(cutA + " of A, from " + cutB + " of B", join(head(a, cutA), rest(b, cutB)));
    }
  }

  @Test
  public void oneInsertedInAnother() throws IOException {
    for (int i = 0; i < TIMES; i++) {
      int at = cut(a);
      byte[] inserted = random.nextBoolean() ? b.object() : head(b, cut(b));
      assertReported("B at " + at, join(head(a, at), inserted, rest(a, at)));
    }
  }

  @Test
  public void oneWrittenOverAnother() throws IOException {
    for (int i = 0; i < TIMES; i++) {
      int at = cut(a);
      int from = cut(b);
      int count = Math.min(b.object().length - from, a.object().length - at);
      byte[] over = a.object().clone();
      System.arraycopy(b.object(), from, over, at, random.nextInt(count + 1));
      assertReported("B from " + from + " at " + at, over);
    }
  }

  @Test
  public void piecesLeftOutOrDoubled() throws IOException {
    for (int i = 0; i < TIMES; i++) {
      int from = cut(a);
      int to = cut(a);
      assertReported(from + " goes on at " + to, join(head(a, from), rest(a, to)));
    }
  }

  @Test
  public void oneAfterTheOther() throws IOException {
    byte[] tail = rest(a, (int) a.index().dataBytes());
    assertReported("A, B", join(a.object(), b.object()));
    assertReported("A, A", join(a.object(), a.object()));
    assertReported("A and its tail", join(a.object(), tail));
    assertReported("A and its tail twice", join(a.object(), tail, tail));
    assertReported("A and the tail of B", join(a.object(), rest(b, (int) b.index().dataBytes())));
  }

  /**
   * Two frames in each other's place: with the table as it was, with their sizes following them,
   * and with their checksums following too, each time under a valid index checksum. Nothing but the
   * checksum of the whole content tells the last from an object that somebody wrote.
   */
  @Test
  public void framesInEachOthersPlace() throws IOException {
    int swaps = 0;
    while (swaps < TIMES) {
      int one = random.nextInt(a.index().entryCount());
      int other = random.nextInt(a.index().entryCount());
      Frame first = a.index().frame(Math.min(one, other));
      Frame second = a.index().frame(Math.max(one, other));
      if (first.number() == second.number()) {
        continue;
      }
      for (int adjusted = 0; adjusted <= 2; adjusted++) {
        assertRefused(first + " and " + second, swapped(first, second, adjusted));
      }
      swaps++;
    }
  }

  @Test
  public void wholeChecksumThatFollowsTooIsAnotherObject() throws IOException {
    Frame first = a.index().frame(2);
    Frame second = a.index().frame(7);
    byte[] swapped = swapped(first, second, 3);
    assertThat(probe.probe(swapped).isGood()).isTrue();
    byte[] expected = contentA.clone();
    System.arraycopy(contentA, 7 * FRAME, expected, 2 * FRAME, FRAME);
    System.arraycopy(contentA, 2 * FRAME, expected, 7 * FRAME, FRAME);
    assertThat(probe.content()).isEqualTo(expected);
  }

  private void assertRefused(String what, byte[] object) throws IOException {
    ObjectProbe.Outcome outcome = probe.probe(object);
    assertThat(outcome.isGood()).as(what).isFalse();
    assertThat(outcome.isRead()).as(what).isFalse();
  }

  /** Swaps the stored bytes, and from 1 on the entries, 2 the checksums, 3 the whole checksum. */
  private byte[] swapped(Frame first, Frame second, int adjusted) {
    byte[] object = a.object();
    List<byte[]> frames = new ArrayList<>();
    Trailer trailer = Trailer.of(object, a.index());
    for (int i = 0; i < a.index().entryCount(); i++) {
      Frame frame = a.index().frame(i);
      frames.add(Arrays.copyOfRange(object, (int) frame.offset(), (int) frame.end()));
    }
    Collections.swap(frames, first.number(), second.number());
    if (adjusted >= 1) {
      trailer.swapSizes(first.number(), second.number());
    }
    if (adjusted >= 2) {
      trailer.swapChecksums(first.number(), second.number());
    }
    if (adjusted >= 3) {
      trailer.combineChecksums();
    }
    frames.add(trailer.sealed());
    return join(frames.toArray(new byte[0][]));
  }

  private static byte[] join(byte[]... pieces) {
    return Samples.concat(pieces);
  }
}
