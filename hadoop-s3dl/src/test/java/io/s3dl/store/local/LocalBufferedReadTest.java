package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class LocalBufferedReadTest extends AbstractLocalReadTest {

  @Override
  LocalObjectStore open() throws IOException {
    return fixture.buffered();
  }

  @Test
  public void largeReadsIntoHeapMemoryAreCutAndOthersAreNot() throws IOException {
    byte[] content = random(2 * LocalReader.MAX_HEAP_BYTES + 77);
    Files.write(fixture.path("a"), content);
    List<Integer> reads = new ArrayList<>();
    FileOpener opener =
        (path, options, attributes) ->
            new FilteredChannel(FileChannel.open(path, options, attributes)) {
              @Override
              public int read(ByteBuffer dst, long position) throws IOException {
                reads.add(dst.remaining());
                return super.read(dst, position);
              }
            };
    LocalObjectStore recorded = fixture.store(fixture.options(false), opener, Files::createLink);
    try (ObjectReader reader = recorded.open("a", Optional.empty())) {
      ByteBuffer heap = ByteBuffer.allocate(content.length);
      reader.readFully(0, heap);
      assertThat(heap.array()).isEqualTo(content);
      assertThat(reads).containsExactly(LocalReader.MAX_HEAP_BYTES, LocalReader.MAX_HEAP_BYTES, 77);
      reads.clear();
      ByteBuffer direct = ByteBuffer.allocateDirect(content.length);
      reader.readFully(0, direct);
      assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(content));
      assertThat(reads).hasSize(1);
    }
  }
}
