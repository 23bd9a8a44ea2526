package io.s3dl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.SeekableReader;
import io.s3dl.io.PooledBuffer;
import io.s3dl.io.PositionedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Random sequences of operations against an array. */
@RunWith(Parameterized.class)
public class ContentReaderModelTest {

  private static final int LENGTH = 700_001;

  @Parameterized.Parameters(name = "{0}, compressed={1}")
  public static List<Object[]> sources() {
    List<Object[]> all = new ArrayList<>();
    for (ReadPolicy policy : ReadPolicy.values()) {
      all.add(new Object[] {policy, true});
      all.add(new Object[] {policy, false});
    }
    return all;
  }

  @Parameterized.Parameter(0)
  public ReadPolicy policy;

  @Parameterized.Parameter(1)
  public boolean compressed;

  @Rule public final StreamFixture fixture = new StreamFixture(256 << 10);
  private final byte[] model = Contents.text(LENGTH, 7);

  @Before
  public void write() throws IOException {
    try (ObjectWriter writer =
        compressed ? fixture.compressingWriter("key") : fixture.plainWriter("key")) {
      writer.write(model, 0, LENGTH);
    }
  }

  private ContentReader open() throws IOException {
    PositionedReader stored = fixture.store.open("key", Optional.empty());
    PositionedReader source =
        compressed ? SeekableReader.open(stored, "key", fixture.pool) : stored;
    OptionalInt crc =
        compressed ? OptionalInt.empty() : OptionalInt.of(Contents.crc32c(model, LENGTH));
    ReadOptions options = new ReadOptions(policy, 3000, 10_000, 20_000, 3);
    return new ContentReader("key", source, () -> crc, options, fixture.io, fixture.pool);
  }

  @Test
  public void randomSequencesGiveTheBytesOfTheModel() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      try (ContentReader reader = open();
          Hoarder hoarder = new Hoarder(random)) {
        for (int step = 0; step < 300; step++) {
          hoarder.maybeHoard();
          step(reader, random);
        }
      }
      fixture.awaitTasks(); // what was read ahead gives its memory back when it ends
      assertThat(fixture.pool.lentBuffers()).isZero();
    }
  }

  /** Takes the pool's memory away now and then. */
  private final class Hoarder implements AutoCloseable {
    private final Random random;
    private final List<PooledBuffer> hoard = new ArrayList<>();

    Hoarder(Random random) {
      this.random = random;
    }

    void maybeHoard() {
      if (random.nextInt(20) == 0) {
        if (hoard.isEmpty()) {
          fixture.pool.tryTake(1 + random.nextInt(200_000)).ifPresent(hoard::add);
        } else {
          close();
        }
      }
    }

    @Override
    public void close() {
      hoard.forEach(PooledBuffer::close);
      hoard.clear();
    }
  }

  private void step(ContentReader reader, Random random) throws IOException {
    switch (random.nextInt(12)) {
      case 0, 1 -> reader.seek(random.nextInt(LENGTH + 1));
      case 2 -> reader.seek(Math.min(LENGTH, reader.position() + random.nextInt(30_000)));
      case 3, 4 -> readAside(reader, random, 20_000);
      case 5 -> readAside(reader, random, 400_000);
      case 6 -> {
        if (random.nextInt(5) == 0) {
          reader.unbuffer();
        }
      }
      default -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          read(reader, 1 + random.nextInt(40_000), random.nextBoolean());
        }
      }
    }
  }

  private void read(ContentReader reader, int wanted, boolean direct) throws IOException {
    int from = (int) reader.position();
    if (wanted % 16 == 0) {
      assertThat(reader.read()).isEqualTo(from == LENGTH ? -1 : model[from] & 0xff);
      return;
    }
    ByteBuffer room = direct ? ByteBuffer.allocateDirect(wanted) : ByteBuffer.allocate(wanted);
    int count = reader.read(room);
    if (from == LENGTH) {
      assertThat(count).isEqualTo(-1);
      return;
    }
    assertThat(count).isPositive().isEqualTo(room.position());
    assertThat(reader.position()).isEqualTo(from + count);
    assertBytes(room, from, count);
  }

  private void readAside(ContentReader reader, Random random, int most) throws IOException {
    long position = reader.position();
    int from = random.nextInt(LENGTH);
    int count = random.nextInt(Math.min(most, LENGTH - from) + 1);
    ByteBuffer room = ByteBuffer.allocate(count);
    reader.readFully(from, room);
    assertThat(room.hasRemaining()).isFalse();
    assertThat(reader.position()).isEqualTo(position);
    assertBytes(room, from, count);
  }

  private void assertBytes(ByteBuffer room, int from, int count) {
    byte[] found = new byte[count];
    room.flip().get(found);
    assertThat(Arrays.equals(found, 0, count, model, from, from + count)).isTrue();
  }

  @Test
  public void aReadOfTheWholeGivesTheWhole() throws IOException {
    for (int chunk : new int[] {1 << 10, 20_000, LENGTH}) {
      try (ContentReader reader = open()) {
        ByteBuffer all = ByteBuffer.allocate(LENGTH);
        while (all.hasRemaining()) {
          int limit = Math.min(LENGTH, all.position() + chunk);
          assertThat(reader.read(all.limit(limit))).isPositive();
          all.limit(LENGTH);
        }
        assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(reader.read(ByteBuffer.allocate(0))).isZero();
        assertThat(all.array()).isEqualTo(model);
      }
    }
  }

  @Test
  public void positionedReadsBeyondTheEndAreRefused() throws IOException {
    try (ContentReader reader = open()) {
      assertThatThrownBy(() -> reader.readFully(LENGTH - 3L, ByteBuffer.allocate(4)))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("key");
      reader.readFully(LENGTH - 3L, ByteBuffer.allocate(3));
      reader.readFully(LENGTH, ByteBuffer.allocate(0));
    }
  }

  @Test
  public void severalThreadsReadAtPositionsWhileOneStreamsAndOneUnbuffers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ContentReader reader = open();
        Hoarder hoarder = new Hoarder(new Random(9))) {
      List<Future<?>> all = new ArrayList<>();
      for (int seed = 0; seed < 6; seed++) {
        Random random = new Random(seed);
        all.add(threads.submit(() -> readAtPositions(reader, random)));
      }
      all.add(
          threads.submit(
              () -> {
                while (reader.position() < LENGTH) {
                  read(reader, 5000, false);
                }
                return null;
              }));
      while (!all.stream().allMatch(Future::isDone)) {
        hoarder.maybeHoard();
        reader.unbuffer();
        Thread.onSpinWait();
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fixture.pool.lentBuffers()).isZero();
  }

  private Void readAtPositions(ContentReader reader, Random random) throws IOException {
    for (int i = 0; i < 400; i++) {
      int most = i % 20 == 0 ? 300_000 : 9_000;
      int from = random.nextInt(LENGTH - 1) / (1 + i % 7); // often the same few blocks
      int count = 1 + random.nextInt(Math.min(most, LENGTH - from));
      ByteBuffer room = ByteBuffer.allocate(count);
      reader.readFully(from, room);
      assertBytes(room, from, count);
    }
    return null;
  }
}
