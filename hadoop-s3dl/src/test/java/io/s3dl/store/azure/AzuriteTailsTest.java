package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.StoredTail;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The ends of blobs come with as few requests as can be. */
public class AzuriteTailsTest {

  private static final byte[] CONTENT = Contents.random(1000, 1);

  private AzureBlobStore store;

  @Before
  public void open() throws IOException {
    store = AzureStores.open();
    put("k", CONTENT);
  }

  @After
  public void close() {
    store.close();
  }

  private ObjectInfo put(String key, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(content.length).put(content).flip();
    return store.startUpload(key, WriteOptions.replacing()).put(bytes, WrittenBytes.UNKNOWN);
  }

  private long requests() {
    return store.counts().getOrDefault("azure.requests.get", 0L)
        + store.counts().getOrDefault("azure.requests.head", 0L);
  }

  private static byte[] bytes(StoredTail tail) {
    byte[] bytes = new byte[tail.bytes().remaining()];
    tail.bytes().duplicate().get(bytes);
    return bytes;
  }

  @Test
  public void theEndOfAKnownBlobTakesOneRequest() throws IOException {
    ObjectInfo known = store.head("k");
    long before = requests();
    StoredTail tail = store.tail(known, 100, () -> {});
    assertThat(bytes(tail)).isEqualTo(Arrays.copyOfRange(CONTENT, 900, 1000));
    assertThat(tail.info()).isEqualTo(known);
    assertThat(bytes(store.tail(known, 1000, () -> {}))).isEqualTo(CONTENT);
    assertThat(requests()).isEqualTo(before + 2);
  }

  @Test
  public void aBlobThatHasAnotherLengthNowIsToldAsItIs() throws IOException {
    ObjectInfo known = store.head("k");
    for (int length : new int[] {2000, 950, 500, 50, 0}) {
      byte[] other = Contents.random(length, length);
      ObjectInfo now = put("k", other);
      StoredTail tail = store.tail(known, 100, () -> {});
      assertThat(bytes(tail))
          .isEqualTo(Arrays.copyOfRange(other, Math.max(0, length - 100), length));
      assertThat(tail.info().etag()).isEqualTo(now.etag());
      assertThat(tail.info().size()).isEqualTo(length);
    }
    store.delete(List.of("k"));
    assertThatThrownBy(() -> store.tail(known, 100, () -> {}))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void aSmallBlobComesWholeAndOfALargerOneNothing() throws IOException {
    long before = requests();
    int[] arrivals = {0};
    assertThat(bytes(store.whole("k", 1000, () -> arrivals[0]++))).isEqualTo(CONTENT);
    assertThat(arrivals).containsExactly(1);
    StoredTail larger = store.whole("k", 999, () -> {});
    assertThat(larger.info()).isEqualTo(store.head("k"));
    assertThat(larger.bytes().remaining()).isZero();
    assertThat(requests()).isEqualTo(before + 3);
    assertThatThrownBy(() -> store.whole("none", 10, () -> {}))
        .isInstanceOf(FileNotFoundException.class);
  }
}
