package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.io.ByteRange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.Test;

/** Large copies in pieces. */
public class PiecesTest {

  @Test
  public void piecesFitTogether() {
    for (long length : new long[] {5 << 20, 1L << 30, (1L << 30) + 1, 5L << 40}) {
      List<ByteRange> pieces = Pieces.of(new ByteRange(7, length), Pieces.MAX_BYTES);
      long at = 7;
      for (ByteRange piece : pieces) {
        assertThat(piece.offset()).isEqualTo(at);
        assertThat(piece.length())
            .isBetween((long) S3WriteSettings.MIN_PART_BYTES, S3WriteSettings.MAX_COPY_BYTES);
        at = piece.end();
      }
      assertThat(at).isEqualTo(7 + length);
      assertThat(pieces.size()).isLessThanOrEqualTo(S3WriteSettings.MAX_PARTS);
    }
  }

  @Test
  public void piecesAreOfOneSizeButTheLast() {
    List<ByteRange> pieces = Pieces.of(new ByteRange(0, (20L << 30) + 7), Pieces.MAX_BYTES);
    long size = pieces.get(0).length();
    assertThat(pieces.subList(0, pieces.size() - 1)).allMatch(piece -> piece.length() == size);
    assertThat(pieces.get(pieces.size() - 1).length()).isLessThan(size);
  }

  @Test
  public void thereAreNoMorePiecesThanPartsCanBe() {
    List<ByteRange> pieces = Pieces.of(new ByteRange(0, 5L << 40), 16 << 20);
    assertThat(pieces.size()).isBetween(9_990, S3WriteSettings.MAX_PARTS);
    assertThat(Pieces.of(new ByteRange(0, (16 << 20) + 1), 16 << 20))
        .hasSize(2)
        .allMatch(piece -> piece.length() >= S3WriteSettings.MIN_PART_BYTES);
  }

  @Test
  public void allIsDoneOnce() throws IOException {
    List<ByteRange> pieces = Pieces.of(new ByteRange(0, 40L << 30), Pieces.MAX_BYTES);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Set<Integer> done = ConcurrentHashMap.newKeySet();
      Pieces.each(threads, pieces, (index, piece) -> assertThat(done.add(index)).isTrue());
      assertThat(done).hasSize(40);
      done.clear();
      Pieces.each(
          task -> {
            throw new RejectedExecutionException();
          },
          pieces,
          (index, piece) -> done.add(index));
      assertThat(done).hasSize(40);
      Pieces.each(task -> {}, pieces, (index, piece) -> done.add(index));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  public void theFirstFailureIsThrown() {
    List<ByteRange> pieces = Pieces.of(new ByteRange(0, 40L << 30), Pieces.MAX_BYTES);
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    assertThatThrownBy(
            () ->
                Pieces.each(
                    Runnable::run,
                    pieces,
                    (index, piece) -> {
                      done.add(index);
                      if (index == 3) {
                        throw new IOException("no");
                      }
                    }))
        .hasMessage("no");
    assertThat(done).hasSize(4);
  }
}
