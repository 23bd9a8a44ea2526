package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.s3dl.Contents;
import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.StoredTail;
import io.s3dl.store.TransientException;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.s3.ScriptedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

/** What servers do that emulators do not. */
public class AzureFaultsTest extends ScriptedAccount {

  private static ScriptedS3.Answer written() {
    return ScriptedS3.ok(201, new byte[0], "ETag", "\"e2\"");
  }

  private ObjectInfo put(WriteOptions options) throws IOException {
    return store()
        .startUpload("k", options)
        .put(ByteBuffer.allocateDirect(5), WrittenBytes.UNKNOWN);
  }

  @Test
  public void errorsAreThoseThatArePromised() {
    server.then(
        AzureStores.error(404, "BlobNotFound"),
        AzureStores.error(404, "ContainerNotFound"),
        AzureStores.error(403, "AuthorizationPermissionMismatch"),
        AzureStores.error(409, "BlobArchived"),
        AzureStores.error(412, "ConditionNotMet"));
    assertThatThrownBy(() -> store().head("k")).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store().head("k"))
        .isNotInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("there is no container c");
    assertThatThrownBy(() -> store().head("k"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("the key is not one of account devstoreaccount1");
    assertThatThrownBy(() -> store().head("d/k"))
        .hasMessageContaining("azdl://c@devstoreaccount1/d/k")
        .hasMessageContaining("status 409, BlobArchived, request id r-1")
        .hasMessageContaining("--name 'd/k' --tier Hot");
    assertThatThrownBy(() -> store().head("k")).isInstanceOf(ObjectChangedException.class);
  }

  @Test
  public void throttlingIsWaitedOutAndCounted() throws IOException {
    server.then(
        AzureStores.error(503, "ServerBusy", "Retry-After", "1"),
        AzureStores.error(500, "InternalError"),
        ScriptedS3.head(7, "e1"));
    assertThat(store().head("k").size()).isEqualTo(7);
    assertThat(store().counts()).containsEntry("throttled", 1L).containsEntry("retries", 2L);
    assertThat(store().counts()).containsEntry("azure.requests.head", 3L);
  }

  /** By the times that are configured, and not by those that the library has. */
  @Test
  public void aSilentStoreIsGivenUpInTime() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.then(
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long start = System.nanoTime();
    try (FlatStore other = AzureStores.open(impatient(AzureStores.options(account(), "c")))) {
      assertThatThrownBy(() -> other.head("k"))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("fs.s3dl.azure.socket.timeout");
    } finally {
      end.countDown();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  /** One attempt, and no patience with it. */
  private static AzureOptions impatient(AzureOptions options) {
    Duration soon = Duration.ofMillis(200);
    Duration never = Duration.ZERO;
    return new AzureOptions(
        options.container(),
        options.account(),
        options.endpoint(),
        options.cloud(),
        new ConnectionOptions(1, soon, soon, soon, never, Optional.empty(), Optional.empty()),
        options.credentials(),
        options.writes(),
        options.userAgent(),
        new RetryOptions(1, never, never, never, 0));
  }

  @Test
  public void aStoreThatStaysBusyIsGivenUp() {
    for (int i = 0; i < 4; i++) {
      server.then(AzureStores.error(503, "ServerBusy"));
    }
    assertThatThrownBy(() -> store().head("k"))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("given up after 4 attempts");
  }

  @Test
  public void whatStandsBeforeAStoreThatIsDownAsksForNoPatience() throws IOException {
    server.then(ScriptedS3.ok(503, new byte[0]), ScriptedS3.head(7, "e1"));
    assertThat(store().head("k").size()).isEqualTo(7);
    assertThat(store().counts()).doesNotContainKey("throttled").containsEntry("retries", 1L);
  }

  @Test
  public void aLostAnswerToAWriteIsKnownByItsId() throws IOException {
    WriteOptions options = WriteOptions.replacing().withExclusive();
    server.then(
        ScriptedS3.lost(),
        AzureStores.error(409, "BlobAlreadyExists"),
        ScriptedS3.head(5, "e7", "x-ms-meta-s3dl_write_id", options.writeId().toString()));
    assertThat(put(options).etag()).contains("e7");
  }

  @Test
  public void somebodyElsesBlobIsNotOurs() {
    server.then(
        ScriptedS3.lost(),
        AzureStores.error(409, "BlobAlreadyExists"),
        ScriptedS3.head(5, "e7", "x-ms-meta-s3dl_write_id", "another"));
    assertThatThrownBy(() -> put(WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void whatHasTheStoreAndWhatItIsToldOfAWrite() throws IOException {
    server.then(written());
    Upload upload = store().startUpload("a b", WriteOptions.replacing());
    WrittenBytes.Content content = new WrittenBytes.Content(77, OptionalInt.of(1));
    ObjectInfo info =
        upload.put(
            ByteBuffer.allocateDirect(5),
            new WrittenBytes(OptionalInt.empty(), Optional.of(content)));
    assertThat(info.contentLength()).hasValue(77);
    ScriptedS3.Request sent = server.requests().get(0);
    assertThat(sent.bodyBytes()).isEqualTo(5);
    assertThat(sent.header("Content-MD5")).isNotNull();
    assertThat(sent.header("x-ms-blob-type")).isEqualTo("BlockBlob");
    assertThat(sent.header("x-ms-meta-s3dl_content_length")).isEqualTo("77");
    assertThat(sent.header("x-ms-meta-s3dl_stored_size")).isEqualTo("5");
  }

  @Test
  public void blocksThatARivalHasDiscardedAreAnError() throws IOException {
    server.then(
        written(),
        AzureStores.error(400, "InvalidBlockList"),
        AzureStores.error(404, "BlobNotFound"));
    Upload upload = store().startUpload("k", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    assertThatThrownBy(() -> upload.complete(WrittenBytes.UNKNOWN))
        .hasMessageContaining("another writer has published a blob of this name meanwhile");
    List<ScriptedS3.Request> sent = server.requests();
    assertThat(sent.get(0).target()).contains("comp=block&blockid=");
    assertThat(sent.get(1).target()).endsWith("/c/k?comp=blocklist");
  }

  @Test
  public void aBodyThatBreaksIsResumedAtItsByte() throws IOException {
    byte[] all = Contents.random(1000, 1);
    server.then(
        ScriptedS3.broken(
            206, 1000, Arrays.copyOf(all, 300), "Content-Range", "bytes 0-999/1000", "ETag", "e1"),
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
          byte[] rest = Arrays.copyOfRange(all, from, 1000);
          ScriptedS3.ok(206, rest, "Content-Range", "bytes " + from + "-999/1000", "ETag", "e1")
              .send(exchange);
        });
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    try (ObjectReader reader = store().open("k", Optional.of(KNOWN))) {
      reader.readFully(0, bytes);
    }
    assertThat(bytes.array()).isEqualTo(all);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).header("If-Match")).isEqualTo("\"e1\"");
    assertThat(server.requests().get(1).header("Range")).isNotEqualTo("bytes=0-999");
  }

  @Test
  public void anotherBlobIsNotRead() throws IOException {
    server.then(
        AzureStores.error(412, "ConditionNotMet"),
        ScriptedS3.ok(206, new byte[1000], "Content-Range", "bytes 0-999/1000", "ETag", "\"e2\""));
    try (ObjectReader reader = store().open("k", Optional.of(KNOWN))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1000)))
            .isInstanceOf(ObjectChangedException.class);
      }
    }
  }

  @Test
  public void anAccountWithAHierarchyIsRefused() throws IOException {
    server.then(ScriptedS3.ok(200, new byte[0], "x-ms-is-hns-enabled", "true"));
    AzureOptions options = AzureStores.options(account(), "c");
    RequestCounts counts = new RequestCounts();
    Retrier retrier = new Retrier(options.retries(), counts);
    try (FlatStore other = AzureBlobStore.open(options, counts, retrier, time -> {}, false)) {
      IOException refusal = catchThrowableOfType(IOException.class, () -> other.head("k"));
      assertThat(refusal)
          .hasMessageContaining("hierarchical namespace")
          .hasMessageContaining("abfss");
    }
  }

  @Test
  public void whoMayNotAskAboutTheAccountGoesOn() throws IOException {
    server.then(
        AzureStores.error(403, "AuthorizationFailure"),
        ScriptedS3.head(7, "e1"),
        ScriptedS3.head(8, "e1"));
    AzureOptions options = AzureStores.options(account(), "c");
    RequestCounts counts = new RequestCounts();
    Retrier retrier = new Retrier(options.retries(), counts);
    try (FlatStore other = AzureBlobStore.open(options, counts, retrier, time -> {}, false)) {
      assertThat(other.head("k").size()).isEqualTo(7);
      assertThat(other.head("k").size()).isEqualTo(8);
    }
  }

  @Test
  public void whetherTheAccountHasAHierarchyIsAskedAgainAfterADisturbance() throws IOException {
    server.then(
        AzureStores.error(503, "ServerBusy"),
        ScriptedS3.head(7, "e1"),
        ScriptedS3.ok(200, new byte[0], "x-ms-is-hns-enabled", "true"));
    AzureOptions options = AzureStores.options(account(), "c");
    RequestCounts counts = new RequestCounts();
    Retrier retrier = new Retrier(options.retries(), counts);
    try (FlatStore other = AzureBlobStore.open(options, counts, retrier, time -> {}, false)) {
      assertThat(other.head("k").size()).isEqualTo(7);
      assertThatThrownBy(() -> other.head("k")).hasMessageContaining("hierarchical namespace");
    }
  }

  @Test
  public void aLostAnswerToACommitIsKnownByItsId() throws IOException {
    WriteOptions options = WriteOptions.replacing().withExclusive();
    server.then(
        written(),
        ScriptedS3.lost(),
        AzureStores.error(409, "BlobAlreadyExists"),
        ScriptedS3.head(5, "e7", "x-ms-meta-s3dl_write_id", options.writeId().toString()));
    Upload upload = store().startUpload("k", options);
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    assertThat(upload.complete(WrittenBytes.UNKNOWN).etag()).contains("e7");
  }

  @Test
  public void lostAnswersToDeletionsAreNoFailures() throws IOException {
    server.then(ScriptedS3.lost(), AzureStores.error(404, "BlobNotFound"));
    assertThat(store().delete(List.of("k"))).isEmpty();
    server.then(ScriptedS3.lost(), AzureStores.error(404, "BlobNotFound"));
    store().deleteIfMatch("k", "e1");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  public void aLostAnswerToNewMetadataIsAnsweredByTheBlob() throws IOException {
    server.then(
        ScriptedS3.head(5, "e1"),
        ScriptedS3.lost(),
        AzureStores.error(412, "ConditionNotMet"),
        ScriptedS3.head(5, "e2", "x-ms-meta-s3dl_mode", "600"));
    store().setMode("k", 0600);
    assertThat(server.requests()).hasSize(4);
    assertThat(server.requests().get(1).header("If-Match")).isEqualTo("\"e1\"");
    assertThat(server.requests().get(1).header("x-ms-meta-s3dl_mode")).isEqualTo("600");
  }

  @Test
  public void whatIsLockedIsSaidSo() throws IOException {
    server.then(
        AzureStores.error(412, "LeaseIdMissing"),
        AzureStores.error(404, "BlobNotFound"),
        AzureStores.error(412, "LeaseIdMissing"),
        AzureStores.error(409, "BlobImmutableDueToPolicy"),
        AzureStores.error(409, "SnapshotsPresent"));
    assertThatThrownBy(() -> put(WriteOptions.replacing().withExclusive()))
        .isNotInstanceOf(FileAlreadyExistsException.class)
        .isNotInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("somebody has a lease on it");
    assertThat(store().delete(List.of("k")).get("k")).hasMessageContaining("az storage blob lease");
    assertThat(store().delete(List.of("k")).get("k")).hasMessageContaining("a policy");
    assertThat(store().delete(List.of("k")).get("k"))
        .hasMessageContaining("--delete-snapshots only");
  }

  private static String listing(String names) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>"
        + names
        + "</Blobs><NextMarker/></EnumerationResults>";
  }

  private static final String BLOB =
      "<Blob><Name>k</Name><Properties><Content-Length>3</Content-Length></Properties></Blob>";

  @Test
  public void aListingThatIsCutIsAskedForAgain() throws IOException {
    String all = listing(BLOB);
    byte[] cut = all.substring(0, all.length() - 40).getBytes(StandardCharsets.UTF_8);
    server.then(
        ScriptedS3.broken(200, all.length(), cut, "Content-Type", "application/xml"),
        ScriptedS3.ok(200, cut, "Content-Type", "application/xml"),
        ScriptedS3.xml(200, all, "Content-Type", "application/xml"));
    assertThat(store().list("", true).next().key()).isEqualTo("k");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  public void anAnswerWithoutAListingIsNone() throws IOException {
    server.then(
        ScriptedS3.ok(200, new byte[0], "Content-Type", "application/xml"),
        ScriptedS3.xml(200, listing(BLOB), "Content-Type", "application/xml"));
    assertThat(store().list("", true).next().key()).isEqualTo("k");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  public void aTailIsThatOfWhateverIsThereNow() throws IOException {
    server.then(
        ScriptedS3.ok(206, new byte[10], "Content-Range", "bytes 0-9/500", "ETag", "\"e1\""),
        AzureStores.error(412, "ConditionNotMet"),
        AzureStores.error(416, "InvalidRange"),
        ScriptedS3.head(4, "e2"),
        ScriptedS3.ok(206, new byte[4], "Content-Range", "bytes 0-3/4", "ETag", "\"e2\""));
    StoredTail tail = store().tail("k", 10);
    assertThat(tail.info().etag()).contains("e2");
    assertThat(tail.bytes().remaining()).isEqualTo(4);
  }

  @Test
  public void namesThatTheServiceWouldChangeAreThoseOfNothing() throws IOException {
    for (String key : List.of("a\\b", "a.", "a./b", "./b", "a/..", "..")) {
      assertThatThrownBy(() -> store().head(key)).isInstanceOf(FileNotFoundException.class);
      assertThatThrownBy(
              () ->
                  store()
                      .startUpload(key, WriteOptions.replacing())
                      .put(ByteBuffer.allocateDirect(1), WrittenBytes.UNKNOWN))
          .hasMessageContaining("take another name");
      assertThat(store().delete(List.of(key, key))).isEmpty();
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  public void aStoreThatIsClosedAsksForNothing() throws IOException {
    store().close();
    assertThatThrownBy(() -> store().head("k")).hasMessageContaining("the store is closed");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  public void whoMayNotLookAtADirectorysNameHasNotMadeABlobOfIt() throws IOException {
    server.then(AzureStores.error(403, "AuthorizationFailure"));
    assertThat(store().hasOtherMarker("d")).isFalse();
    server.then(ScriptedS3.ok(202, new byte[0]), AzureStores.error(403, "AuthorizationFailure"));
    assertThat(store().delete(List.of("d/"))).isEmpty();
  }

  @Test
  public void aKeyThatIsNotTheAccountsIsNamedByItsSetting() throws IOException {
    AzureCredentialOptions key =
        AzureCredentialOptions.sharedKey(Azurite.KEY).withSource("fs.s3dl.azure.account.key");
    server.then(AzureStores.error(403, "AuthorizationFailure"));
    try (FlatStore other = AzureStores.open(AzureStores.options(account(), "c", key))) {
      assertThatThrownBy(() -> other.head("k"))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(
              "the key (fs.s3dl.azure.account.key) is not one of account devstoreaccount1");
    }
  }

  @Test
  public void anEndpointWithoutTheAccountIsSaidSo() throws IOException {
    server.then(AzureStores.error(404, "ResourceNotFound"));
    AzureOptions options = AzureStores.options(URI.create(server.endpoint().toString()), "c");
    try (FlatStore other = AzureStores.open(options)) {
      assertThatThrownBy(() -> other.head("k"))
          .isNotInstanceOf(FileNotFoundException.class)
          .hasMessageContaining("azure.endpoint is to end in the account's name");
    }
  }
}
