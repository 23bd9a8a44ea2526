package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.s3dl.Contents;
import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What is Azure's alone: lengths in metadata, blocks, directories that others have made. */
public class AzuriteBlobsTest {

  private AzureOptions options;
  private AzureBlobStore store;

  @Before
  public void open() throws IOException {
    options = AzureStores.options(Azurite.endpoint(), Azurite.newContainer());
    store = AzureStores.open(options);
  }

  @After
  public void close() {
    if (store != null) {
      store.close();
    }
  }

  private ObjectInfo put(String key, byte[] bytes, WrittenBytes written) throws IOException {
    return store.startUpload(key, WriteOptions.replacing()).put(ByteBuffer.wrap(bytes), written);
  }

  /** As another program writes it. */
  private void foreign(String key, byte[] bytes, Map<String, String> metadata) throws IOException {
    try (AzureClients clients = AzureClients.open(options)) {
      AzureRequests.send(
          clients,
          HttpMethod.PUT,
          clients.address(key),
          request -> {
            AzureWrites.withMetadata(request, metadata);
            request.setHeader(AzureHeaders.BLOB_TYPE, "BlockBlob");
            request.setHeader(HttpHeaderName.CONTENT_LENGTH, Integer.toString(bytes.length));
            request.setBody(BinaryData.fromBytes(bytes));
          });
    }
  }

  private List<String> names(String prefix, boolean recursive) throws IOException {
    List<String> names = new ArrayList<>();
    try (ObjectIterator infos = store.list(prefix, recursive)) {
      while (infos.hasNext()) {
        names.add(AzureObjects.keyOf(infos.next()));
      }
    }
    return names;
  }

  @Test
  public void theContentsLengthRidesInListings() throws IOException {
    WrittenBytes.Content content = new WrittenBytes.Content(12_345, OptionalInt.of(7));
    WrittenBytes written = new WrittenBytes(OptionalInt.empty(), Optional.of(content));
    ObjectInfo info = put("a", new byte[10], written);
    assertThat(info.contentLength()).hasValue(12_345);
    assertThat(store.head("a").contentLength()).hasValue(12_345);
    assertThat(store.tail("a", 4).info().contentLength()).hasValue(12_345);
    assertThat(store.copy(info, "b", true).contentLength()).hasValue(12_345);
    Upload upload = store.startUpload("c", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.allocate(5));
    upload.part(2, 5, ByteBuffer.allocate(6));
    upload.complete(written);
    try (ObjectIterator infos = store.list("", false)) {
      while (infos.hasNext()) {
        assertThat(infos.next().contentLength()).hasValue(12_345);
      }
    }
    foreign("a", new byte[11], Map.of("s3dl_content_length", "12345", "s3dl_stored_size", "10"));
    assertThat(store.head("a").contentLength()).isEmpty();
  }

  @Test
  public void directoriesOfOthersAreDirectories() throws IOException {
    for (String folder : List.of("d", "d/empty", "f")) {
      foreign(folder, new byte[0], Map.of("hdi_isfolder", "true"));
    }
    for (String key : List.of("d-x", "d.x", "d/a", "f0")) {
      put(key, new byte[1], WrittenBytes.UNKNOWN);
    }
    assertThat(names("", false)).containsExactly("d-x", "d.x", "d/", "f/", "f0");
    assertThat(names("d/", false)).containsExactly("d/a", "d/empty/");
    assertThat(names("", true)).containsExactly("d-x", "d.x", "d/", "d/a", "d/empty/", "f/", "f0");
    assertThatThrownBy(() -> store.head("f")).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.tail("f", 10)).isInstanceOf(FileNotFoundException.class);
    assertThat(store.first("f", 10).entries()).extracting(AzureObjects::keyOf).contains("f/");
    assertThat(store.delete(List.of("f/", "d/empty/", "f0"))).isEmpty();
    assertThat(names("", true)).containsExactly("d-x", "d.x", "d/", "d/a");
    assertThat(store.delete(List.of("d.x/"))).isEmpty();
    assertThat(store.head("d.x").size()).isEqualTo(1);
  }

  @Test
  public void directoriesOfOthersAreCopiedAsMarkers() throws IOException {
    foreign("d/empty", new byte[0], Map.of("hdi_isfolder", "true"));
    put("d/file", new byte[1], WrittenBytes.UNKNOWN);
    try (ObjectIterator infos = store.list("d/", true)) {
      store.copy(infos.next(), "e/empty/", false);
    }
    assertThat(names("e/", true)).containsExactly("e/empty/");
    assertThat(store.head("e/empty/").directory()).isTrue();
    ObjectInfo none = new ObjectInfo("d/file", true, 0, 0, Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> store.copy(none, "e/file/", false))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void whatIsContinuedKeepsItsBlocks() throws IOException {
    byte[] first = Contents.random((2 << 20) + 10, 1);
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.wrap(first, 0, 1 << 20));
    upload.part(2, 1 << 20, ByteBuffer.wrap(first, 1 << 20, first.length - (1 << 20)));
    ObjectInfo info = upload.complete(WrittenBytes.UNKNOWN);
    long blocks = store.counts().get("azure.requests.block");
    WriteOptions over = WriteOptions.replacing().withIfMatch(info.etag().orElseThrow());
    Upload longer = store.startUpload("a", over);
    longer.copyPart(1, 0, info, new ByteRange(0, first.length));
    longer.part(2, first.length, ByteBuffer.allocate(3));
    assertThat(longer.complete(WrittenBytes.UNKNOWN).size()).isEqualTo(first.length + 3);
    assertThat(store.counts()).containsEntry("azure.requests.block", blocks + 1);
    ByteBuffer read = ByteBuffer.allocate(first.length);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      reader.readFully(0, read);
    }
    assertThat(read.array()).isEqualTo(first);
  }

  @Test
  public void whatARivalHasSentIsNotTakenOver() throws IOException {
    byte[] first = Contents.random(1 << 20, 1);
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.wrap(first));
    ObjectInfo info = upload.complete(WrittenBytes.UNKNOWN);
    try (AzureClients clients = AzureClients.open(options)) {
      BlockBlobClient rival = clients.container().getBlobClient("a").getBlockBlobClient();
      String id = rival.listBlocks(BlockListType.COMMITTED).getCommittedBlocks().get(0).getName();
      rival.stageBlock(id, BinaryData.fromBytes(new byte[first.length]));
    }
    Upload longer = store.startUpload("a", WriteOptions.replacing());
    longer.copyPart(1, 0, info, new ByteRange(0, first.length));
    longer.part(2, first.length, ByteBuffer.allocate(3));
    longer.complete(WrittenBytes.UNKNOWN);
    ByteBuffer read = ByteBuffer.allocate(first.length);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      reader.readFully(0, read);
    }
    assertThat(read.array()).isEqualTo(first);
  }

  @Test
  public void aRivalsBlobIsNeverAMixture() throws IOException {
    Upload ours = store.startUpload("a", WriteOptions.replacing());
    ours.part(1, 0, ByteBuffer.allocate(10));
    Upload rival = store.startUpload("a", WriteOptions.replacing());
    rival.part(1, 0, ByteBuffer.allocate(20));
    assertThat(rival.complete(WrittenBytes.UNKNOWN).size()).isEqualTo(20);
    assertThatThrownBy(() -> ours.complete(WrittenBytes.UNKNOWN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another writer");
    assertThat(store.head("a").size()).isEqualTo(20);
  }

  /** A blob of a kind that this file system does not write. */
  private void foreignKind(String key, String kind, String... header) throws IOException {
    try (AzureClients clients = AzureClients.open(options)) {
      AzureRequests.send(
          clients,
          HttpMethod.PUT,
          clients.address(key),
          request -> {
            request.setHeader(AzureHeaders.BLOB_TYPE, kind);
            for (int i = 0; i < header.length; i += 2) {
              request.setHeader(HttpHeaderName.fromString(header[i]), header[i + 1]);
            }
          });
    }
  }

  @Test
  public void blobsOfOtherKindsAreReadAndNotContinued() throws IOException {
    foreignKind("append", "AppendBlob");
    foreignKind("pages", "PageBlob", "x-ms-blob-content-length", "1024");
    assertThat(names("", true)).containsExactly("append", "pages");
    ByteBuffer pages = ByteBuffer.allocate(1024);
    try (ObjectReader reader = store.open("pages", Optional.empty())) {
      reader.readFully(0, pages);
    }
    assertThat(pages.array()).isEqualTo(new byte[1024]);
    for (String key : List.of("append", "pages")) {
      ObjectInfo info = store.head(key);
      Upload longer = store.startUpload(key, WriteOptions.replacing());
      assertThatThrownBy(() -> longer.copyPart(1, 0, info, new ByteRange(0, info.size())))
          .hasMessageContaining("no block blob, but a page or append blob");
    }
    Upload joined = store.startUpload("joined", WriteOptions.replacing());
    joined.copyPart(1, 0, store.head("pages"), new ByteRange(0, 1024));
    assertThat(joined.complete(WrittenBytes.UNKNOWN).size()).isEqualTo(1024);
  }

  @Test
  public void whatSomebodyHasALeaseOnIsSaidSo() throws IOException {
    ObjectInfo info = put("a", new byte[1], WrittenBytes.UNKNOWN);
    try (AzureClients clients = AzureClients.open(options)) {
      AzureRequests.send(
          clients,
          HttpMethod.PUT,
          clients.address("a") + "?comp=lease",
          request ->
              request
                  .setHeader(HttpHeaderName.fromString("x-ms-lease-action"), "acquire")
                  .setHeader(HttpHeaderName.fromString("x-ms-lease-duration"), "-1"));
    }
    String says = "somebody has a lease on it";
    assertThatThrownBy(() -> put("a", new byte[2], WrittenBytes.UNKNOWN))
        .hasMessageContaining(says);
    assertThatThrownBy(() -> store.setMode("a", 0600)).hasMessageContaining(says);
    assertThat(store.delete(List.of("a")).get("a")).hasMessageContaining(says);
    assertThat(store.delete(List.of("a", "b")).get("a")).hasMessageContaining(says);
    assertThatThrownBy(() -> store.deleteIfMatch("a", info.etag().orElseThrow()))
        .hasMessageContaining(says);
    put("b", new byte[2], WrittenBytes.UNKNOWN);
    assertThatThrownBy(() -> store.copy(store.head("b"), "a", false)).hasMessageContaining(says);
    assertThat(store.head("a").size()).isEqualTo(1);
  }

  @Test
  public void manyAreDeletedAtOnce() throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      keys.add("k" + i);
    }
    put("k7", new byte[1], WrittenBytes.UNKNOWN);
    put("k299", new byte[1], WrittenBytes.UNKNOWN);
    assertThat(store.delete(keys)).isEmpty();
    assertThat(names("", true)).isEmpty();
    assertThat(store.counts()).containsEntry("azure.requests.delete.bulk", 2L);
  }

  /** A small bound in the place of Azure's 50,000. */
  private AzureUpload ofFewBlocks(AzureClients clients, int maxBlocks) {
    RequestCounts counts = new RequestCounts();
    AzureErrors errors = new AzureErrors(options);
    AzureRequests requests =
        new AzureRequests(clients, new Retrier(options.retries(), counts), errors, counts, true);
    AzureObjects objects = new AzureObjects(requests);
    AzureWrites writes = new AzureWrites(requests, objects, options.writes());
    return new AzureUpload("a", WriteOptions.replacing(), requests, objects, writes, maxBlocks);
  }

  @Test
  public void aBlobOfManyBlocksIsPutTogetherAnewOfFewer() throws IOException {
    int parts = 13;
    try (AzureClients clients = AzureClients.open(options)) {
      AzureUpload upload = ofFewBlocks(clients, 20);
      for (int i = 1; i <= parts; i++) {
        upload.part(i, i - 1, ByteBuffer.wrap(new byte[] {(byte) i}));
      }
      ObjectInfo info = upload.complete(WrittenBytes.UNKNOWN);
      AzureUpload longer = ofFewBlocks(clients, 20);
      longer.copyPart(1, 0, info, new ByteRange(0, parts));
      longer.part(2, parts, ByteBuffer.allocate(1));
      longer.complete(WrittenBytes.UNKNOWN);
      BlockBlobClient blob = clients.container().getBlobClient("a").getBlockBlobClient();
      assertThat(blob.listBlocks(BlockListType.COMMITTED).getCommittedBlocks()).hasSize(2);
      assertThat(store.head("a").size()).isEqualTo(parts + 1);
    }
  }

  @Test
  public void moreBlocksThanABlobCanHaveAreAnError() throws IOException {
    try (AzureClients clients = AzureClients.open(options)) {
      AzureUpload upload = ofFewBlocks(clients, 2);
      upload.part(1, 0, ByteBuffer.allocate(1));
      upload.part(2, 1, ByteBuffer.allocate(1));
      assertThatThrownBy(() -> upload.part(3, 2, ByteBuffer.allocate(1)))
          .hasMessageContaining("no more than 2 blocks; set fs.s3dl.azure.part.size higher");
    }
  }
}
