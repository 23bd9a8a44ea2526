package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.broken;
import static io.s3dl.store.s3.ScriptedS3.error;
import static io.s3dl.store.s3.ScriptedS3.head;
import static io.s3dl.store.s3.ScriptedS3.lost;
import static io.s3dl.store.s3.ScriptedS3.ok;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.StoredTail;
import io.s3dl.store.TransientException;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What becomes of requests whose answers are lost, broken, or say something unexpected. */
public class S3FaultsTest {

  private static final String ID = "x-amz-meta-s3dl-write-id";
  private static final String BEGUN =
      "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>\"done\"</ETag></CompleteMultipartUploadResult>";

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private final byte[] content = Contents.random(1000, 1);
  private final ObjectInfo known =
      new ObjectInfo("k", false, 1000, 0, Optional.of("e1"), Optional.empty());
  private S3ObjectStore store;

  @Before
  public void open() {
    store = S3Stores.open(S3Stores.client(server.endpoint()), "b", S3Features.AWS);
  }

  @After
  public void close() {
    store.close();
  }

  private ScriptedS3.Answer part(int from) {
    return ok(
        206,
        Arrays.copyOfRange(content, from, 1000),
        "ETag",
        "\"e1\"",
        "Content-Range",
        "bytes " + from + "-999/1000");
  }

  private ByteBuffer readAll() throws IOException {
    try (ObjectReader reader = store.open("k", Optional.of(known))) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(1000);
      reader.readFully(0, bytes);
      return bytes.flip();
    }
  }

  private ObjectInfo put(WriteOptions options) throws IOException {
    return store.startUpload("k", options).put(ByteBuffer.allocateDirect(5), WrittenBytes.UNKNOWN);
  }

  @Test
  public void aBrokenBodyIsResumedAtItsByte() throws IOException {
    server.then(
        broken(
            206,
            1000,
            Arrays.copyOf(content, 400),
            "ETag",
            "\"e1\"",
            "Content-Range",
            "bytes 0-999/1000"),
        part(400));
    assertThat(readAll()).isEqualTo(ByteBuffer.wrap(content));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=400-999");
    assertThat(server.requests().get(1).header("If-Match")).isEqualTo("\"e1\"");
  }

  @Test
  public void theFirstBytesAreToldOnce() throws IOException {
    String[] headers = {"ETag", "\"e1\"", "Content-Range", "bytes 0-999/1000"};
    ScriptedS3.Answer half = broken(206, 1000, Arrays.copyOf(content, 400), headers);
    server.then(half, part(400), half, ok(206, content, headers));
    AtomicInteger told = new AtomicInteger();
    try (ObjectReader reader = store.open("k", Optional.of(known))) {
      reader.readFully(0, ByteBuffer.allocateDirect(1000), told::incrementAndGet);
    }
    assertThat(told).hasValue(1);
    assertThat(store.tail("k", 1000, told::incrementAndGet).bytes())
        .isEqualTo(ByteBuffer.wrap(content));
    assertThat(told).hasValue(2);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  public void aRefusedConditionIsAChangedObject() {
    server.then(error(412, "PreconditionFailed"));
    assertThatThrownBy(this::readAll).isInstanceOf(ObjectChangedException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void anotherEtagIsAChangedObject() {
    server.then(ok(206, content, "ETag", "\"e2\"", "Content-Range", "bytes 0-999/1000"));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("e2");
  }

  @Test
  public void anotherLengthIsAChangedObject() {
    server.then(ok(206, content, "ETag", "\"e1\"", "Content-Range", "bytes 0-999/1001"));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("1001");
  }

  @Test
  public void aShortBodyIsNoObject() {
    byte[] less = Arrays.copyOf(content, 999);
    ScriptedS3.Answer answer = ok(206, less, "ETag", "\"e1\"", "Content-Range", "bytes 0-999/1000");
    server.then(answer);
    assertThatThrownBy(this::readAll).isInstanceOf(IOException.class);
  }

  @Test
  public void aRangeFromElsewhereIsRefused() {
    server.then(ok(206, content, "ETag", "\"e1\"", "Content-Range", "bytes 1-1000/1000"));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("from byte 1");
  }

  @Test
  public void aWrongChecksumIsAnError() {
    String wrong = Crcs.text(Contents.crc32c(content, 1000) + 1);
    for (int i = 0; i < 8; i++) {
      server.then(
          ok(
              200,
              content,
              "ETag",
              "\"e1\"",
              "x-amz-checksum-crc32c",
              wrong,
              "x-amz-checksum-type",
              "FULL_OBJECT"));
    }
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessageMatching("(?is).*(crc32c|checksum).*");
  }

  @Test
  public void aThrottledReadIsTriedAgain() throws IOException {
    server.then(error(503, "SlowDown", "Retry-After", "0"), part(0));
    assertThat(readAll()).isEqualTo(ByteBuffer.wrap(content));
    assertThat(store.counts()).containsEntry("s3.requests.get", 2L);
  }

  @Test
  public void aTailOfAStoreThatIgnoresSuffixes() throws IOException {
    server.then(ok(200, content, "ETag", "\"e1\""), head(1000, "e1"), part(900));
    StoredTail tail = store.tail("k", 100);
    assertThat(tail.bytes()).isEqualTo(ByteBuffer.wrap(content, 900, 100));
    assertThat(tail.info().size()).isEqualTo(1000);
    assertThat(server.requests().get(2).header("If-Match")).isEqualTo("\"e1\"");
    server.then(ok(200, content, "ETag", "\"e1\""));
    assertThat(store.tail("k", 2000).bytes()).isEqualTo(ByteBuffer.wrap(content));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  public void theTailOfAnEmptyObject() throws IOException {
    server.then(error(416, "InvalidRange"), head(0, "e0"));
    StoredTail tail = store.tail("k", 100);
    assertThat(tail.info().size()).isZero();
    assertThat(tail.bytes().hasRemaining()).isFalse();
  }

  @Test
  public void anArchivedObjectIsNotRead() {
    server.then(error(403, "InvalidObjectState"));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void aPutWhoseAnswerWasLostIsOurs() throws IOException {
    WriteOptions options = WriteOptions.replacing().withExclusive();
    server.then(
        lost(), error(412, "PreconditionFailed"), head(5, "e9", ID, options.writeId().toString()));
    ObjectInfo info = put(options);
    assertThat(info.etag()).hasValue("e9");
    assertThat(server.requests()).extracting(r -> r.method()).containsExactly("PUT", "PUT", "HEAD");
    assertThat(server.requests().get(1).header("If-None-Match")).isEqualTo("*");
    assertThat(server.requests().get(1).header("x-amz-checksum-crc32c"))
        .isEqualTo(Crcs.text(Contents.crc32c(new byte[5], 5)));
    assertThat(server.requests().get(1).bodyBytes()).isEqualTo(5);
  }

  @Test
  public void aPutThatSomebodyElseHasWon() {
    server.then(lost(), error(412, "PreconditionFailed"), head(5, "e9", ID, "another"));
    assertThatThrownBy(() -> put(WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void aPutOverAnEtagThatIsGone() {
    server.then(error(412, "PreconditionFailed"), error(404, "NoSuchKey"));
    assertThatThrownBy(() -> put(WriteOptions.replacing().withIfMatch("e1")))
        .isInstanceOf(ObjectChangedException.class);
    assertThat(server.requests().get(0).header("If-Match")).isEqualTo("\"e1\"");
  }

  @Test
  public void aPutInConflictIsTriedAgain() throws IOException {
    server.then(error(409, "ConditionalRequestConflict"), ok(200, new byte[0], "ETag", "\"e5\""));
    assertThat(put(WriteOptions.replacing().withExclusive()).etag()).hasValue("e5");
  }

  @Test
  public void aPutThatIsNeverAnsweredButDone() throws IOException {
    WriteOptions options = WriteOptions.replacing();
    server.then(lost(), lost(), lost(), lost(), head(5, "e9", ID, options.writeId().toString()));
    assertThat(put(options).etag()).hasValue("e9");
  }

  private ObjectInfo upload(WriteOptions options) throws IOException {
    Upload upload = store.startUpload("k", options);
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    return upload.complete(WrittenBytes.of(Contents.crc32c(new byte[5], 5)));
  }

  private ScriptedS3 begun() {
    return server.then(xml(200, BEGUN), ok(200, new byte[0], "ETag", "\"p1\""));
  }

  @Test
  public void anUploadWithItsChecksums() throws IOException {
    begun().then(xml(200, COMPLETED, "Date", "Sun, 06 Nov 1994 08:49:37 GMT"));
    ObjectInfo info = upload(WriteOptions.replacing().withExclusive());
    assertThat(info.etag()).hasValue("done");
    assertThat(info.size()).isEqualTo(5);
    String crc = Crcs.text(Contents.crc32c(new byte[5], 5));
    assertThat(server.requests().get(0).header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    assertThat(server.requests().get(1).header("x-amz-checksum-crc32c")).isEqualTo(crc);
    assertThat(server.requests().get(1).header("x-amz-trailer")).isNull();
    assertThat(server.requests().get(2).header("x-amz-checksum-crc32c")).isEqualTo(crc);
    assertThat(server.requests().get(2).header("If-None-Match")).isEqualTo("*");
  }

  @Test
  public void aCompletionThatFailsInsideItsAnswerIsTriedAgain() throws IOException {
    begun()
        .then(
            xml(200, "<Error><Code>InternalError</Code><Message>so</Message></Error>"),
            xml(200, COMPLETED));
    assertThat(upload(WriteOptions.replacing()).etag()).hasValue("done");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  public void aCompletionWhoseAnswerWasLostIsOurs() throws IOException {
    WriteOptions options = WriteOptions.replacing();
    begun()
        .then(lost(), error(404, "NoSuchUpload"), head(5, "e7", ID, options.writeId().toString()));
    assertThat(upload(options).etag()).hasValue("e7");
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  public void anExclusiveCompletionWhoseAnswerWasLostIsOurs() throws IOException {
    WriteOptions options = WriteOptions.replacing().withExclusive();
    begun()
        .then(
            lost(),
            error(412, "PreconditionFailed"),
            head(5, "e7", ID, options.writeId().toString()));
    assertThat(upload(options).etag()).hasValue("e7");
  }

  @Test
  public void aCompletionInConflictIsAnErrorAndDiscarded() {
    begun()
        .then(
            error(409, "ConditionalRequestConflict"),
            error(404, "NoSuchKey"),
            ok(204, new byte[0]));
    assertThatThrownBy(() -> upload(WriteOptions.replacing().withExclusive()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("409");
    ScriptedS3.Request last = server.requests().get(server.requests().size() - 1);
    assertThat(last).hasToString("DELETE /b/k?uploadId=u1");
  }

  @Test
  public void aCompletionThatSomebodyElseHasWonIsDiscarded() {
    begun()
        .then(error(412, "PreconditionFailed"), head(5, "e7", ID, "another"), ok(204, new byte[0]));
    assertThatThrownBy(() -> upload(WriteOptions.replacing().withExclusive()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  public void aFailedAbortIsNotThrown() throws IOException {
    begun().then(error(403, "AccessDenied"));
    Upload upload = store.startUpload("k", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    Thread.currentThread().interrupt();
    upload.abort();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  public void nothingIsSentForAnUploadThatIsAborted() throws IOException {
    store.startUpload("k", WriteOptions.replacing()).abort();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  public void errorsOfSingleKeysAreTold() throws IOException {
    server.then(
        xml(
            200,
            "<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message>"
                + "</Error><Error><Key>c</Key><Code>InternalError</Code></Error></DeleteResult>"),
        ok(204, new byte[0]));
    Map<String, IOException> failures = store.delete(List.of("a", "b", "c"));
    assertThat(failures).containsOnlyKeys("b");
    assertThat(failures.get("b")).isInstanceOf(AccessDeniedException.class);
    assertThat(server.requests())
        .extracting(r -> r.toString())
        .containsExactly("POST /b?delete", "DELETE /b/c");
  }

  @Test
  public void whereObjectsCannotBeDeletedTogetherEachHasItsRequest() throws IOException {
    server.then(ok(204, new byte[0]), error(403, "AccessDenied"), error(404, "NoSuchKey"));
    S3Features features = S3Features.AWS.with(S3Feature.BULK_DELETE, false);
    try (S3ObjectStore one = S3Stores.open(S3Stores.client(server.endpoint()), "b", features)) {
      assertThat(one.delete(List.of("a", "b", "c"))).containsOnlyKeys("b");
    }
    assertThat(server.requests())
        .extracting(r -> r.toString())
        .containsExactly("DELETE /b/a", "DELETE /b/b", "DELETE /b/c");
  }

  @Test
  public void aCopyOfAChangedSource() {
    server.then(error(412, "PreconditionFailed"), head(1000, "e2"));
    assertThatThrownBy(() -> store.copy(known, "to", true))
        .isInstanceOf(ObjectChangedException.class);
    assertThat(server.requests().get(0).header("x-amz-copy-source-if-match")).isEqualTo("\"e1\"");
  }

  @Test
  public void aCopyToWhatExists() {
    server.then(error(412, "PreconditionFailed"), head(1000, "e1"), head(3, "e3"));
    assertThatThrownBy(() -> store.copy(known, "to", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(server.requests().get(0).header("If-None-Match")).isEqualTo("*");
  }

  @Test
  public void aCopyWhoseAnswerWasLostIsOurs() throws IOException {
    server.then(
        lost(),
        error(412, "PreconditionFailed"),
        head(1000, "e1", ID, "w1"),
        head(1000, "e1", ID, "w1"));
    assertThat(store.copy(known, "to", true).size()).isEqualTo(1000);
  }

  @Test
  public void anExclusiveCopyAllOfWhoseAnswersWereLostIsOurs() throws IOException {
    server.then(lost(), lost(), lost(), lost());
    server.then(head(1000, "e1", ID, "w1"), head(1000, "e5", ID, "w1"));
    assertThat(store.copy(known, "to", true).etag()).hasValue("e5");
  }

  @Test
  public void anExclusiveCopyAllOfWhoseAnswersWereLostIsNotSomebodyElses() {
    for (ScriptedS3.Answer found :
        List.of(head(1000, "e1", ID, "w2"), head(1000, "e1"), error(404, ""))) {
      server.then(lost(), lost(), lost(), lost());
      server.then(head(1000, "e1", ID, "w1"), found);
      assertThatThrownBy(() -> store.copy(known, "to", true))
          .isInstanceOf(TransientException.class);
    }
  }

  @Test
  public void aCopyThatFailsInsideItsAnswerIsTriedAgain() throws IOException {
    server.then(
        xml(200, "<Error><Code>InternalError</Code><Message>so</Message></Error>"),
        xml(200, "<CopyObjectResult><ETag>\"e4\"</ETag></CopyObjectResult>"));
    assertThat(store.copy(known, "to", false).etag()).hasValue("e4");
  }

  @Test
  public void aListingThatDoesNotGoOnIsAnError() {
    server.then(xml(200, "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
    assertThatThrownBy(() -> store.list("", true).hasNext())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("how the listing");
  }

  @Test
  public void closingAReaderEndsItsReads() throws IOException {
    ObjectReader reader = store.open("k", Optional.of(known));
    server.then(
        exchange -> {
          reader.close();
          part(0).send(exchange);
        });
    assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  @Test
  public void aRequestWithAWrongTimeIsSentOnceMore() throws IOException {
    server.then(error(403, "RequestTimeTooSkewed"), part(0));
    assertThat(readAll()).isEqualTo(ByteBuffer.wrap(content));
    server.then(error(403, "RequestTimeTooSkewed"), error(403, "RequestTimeTooSkewed"));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("clock");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  public void aMissingObjectIsNotFound() {
    server.then(error(404, "NoSuchKey"));
    assertThatThrownBy(() -> store.head("k")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void aListingTellsTheTimeThatTheObjectTells() throws IOException {
    server.then(
        xml(
            200,
            "<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents>"
                + "<Key>k</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified>"
                + "<Size>1</Size></Contents></ListBucketResult>"),
        head(1, "e", "Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT"));
    long listed = store.first("k", 1).entries().get(0).modifiedMillis();
    assertThat(listed).isEqualTo(store.head("k").modifiedMillis());
  }

  @Test
  public void whatAListingRepeatsIsNotDecoded() throws IOException {
    server.then(
        xml(
            200,
            "<ListBucketResult><Name>b</Name><Prefix>()&amp;^%$#</Prefix><IsTruncated>false"
                + "</IsTruncated><EncodingType>url</EncodingType><Contents>"
                + "<Key>%28%29%26%5E%25%24%23</Key>"
                + "<LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>\"e\"</ETag>"
                + "<Size>1</Size></Contents></ListBucketResult>"));
    assertThat(store.first("()&^%$#", 100).entries())
        .extracting(ObjectInfo::key)
        .containsExactly("()&^%$#");
  }
}
