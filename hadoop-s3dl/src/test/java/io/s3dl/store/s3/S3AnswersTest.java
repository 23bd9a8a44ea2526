package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.broken;
import static io.s3dl.store.s3.ScriptedS3.error;
import static io.s3dl.store.s3.ScriptedS3.head;
import static io.s3dl.store.s3.ScriptedS3.ok;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.StoredTail;
import io.s3dl.store.TransientException;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Answers that lack something: a length, an ETag, their end, or all of their body. */
public class S3AnswersTest {

  private static final String ID = "x-amz-meta-s3dl-write-id";
  private static final String LISTED =
      "<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents><Key>k</Key>"
          + "<LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>1</Size></Contents>"
          + "</ListBucketResult>";
  private static final String COPIED = "<CopyObjectResult><ETag>\"e2\"</ETag></CopyObjectResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>";
  private static final ScriptedS3.Answer NOTHING = ok(200, new byte[0]);

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

  /** A HEAD without a length: with one that is compressed on the way, it is not known. */
  private static ScriptedS3.Answer headWithoutLength(String... headers) {
    return ok(200, new byte[0], headers);
  }

  private ScriptedS3.Answer chunked(int status, int from, int to, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().set("ETag", "\"e1\"");
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write(content, from, to - from);
      exchange.getResponseBody().close();
    };
  }

  /** An answer that ends in the middle of its XML. */
  private static ScriptedS3.Answer cut(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return broken(200, bytes.length, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Test
  public void aLengthThatIsNotSaidIsAskedFor() throws IOException {
    server.then(
        headWithoutLength("ETag", "\"e1\""),
        ok(206, new byte[1], "ETag", "\"e1\"", "Content-Range", "bytes 0-0/1000"));
    assertThat(store.head("k").size()).isEqualTo(1000);
    assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=0-0");
    assertThat(server.requests().get(1).header("If-Match")).isEqualTo("\"e1\"");
  }

  @Test
  public void anEmptyObjectWhoseLengthIsNotSaid() throws IOException {
    server.then(
        headWithoutLength("ETag", "\"e1\""),
        error(416, "InvalidRange", "Content-Range", "bytes */0"));
    assertThat(store.head("k").size()).isZero();
  }

  @Test
  public void aLengthThatIsNeverSaidIsAnError() {
    server.then(headWithoutLength("ETag", "\"e1\""), chunked(200, 0, 1000));
    assertThatThrownBy(() -> store.head("k"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("how long");
  }

  @Test
  public void whoMayNotSeeTheChecksumSeesTheRest() throws IOException {
    server.then(error(403, "AccessDenied"), head(1000, "e1"));
    assertThat(store.head("k").size()).isEqualTo(1000);
    assertThat(server.requests().get(0).header("x-amz-checksum-mode")).isEqualTo("ENABLED");
    assertThat(server.requests().get(1).header("x-amz-checksum-mode")).isNull();
    server.then(error(403, "AccessDenied"));
    assertThatThrownBy(() -> store.head("k")).isInstanceOf(AccessDeniedException.class);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  public void whoMaySeeNothingMayYetSeeTheChecksumOfAnother() throws IOException {
    server.then(error(403, "AccessDenied"), error(403, "AccessDenied"), head(1000, "e1"));
    assertThatThrownBy(() -> store.head("k")).isInstanceOf(AccessDeniedException.class);
    assertThat(store.head("l").size()).isEqualTo(1000);
    assertThat(server.requests().get(2).header("x-amz-checksum-mode")).isEqualTo("ENABLED");
  }

  @Test
  public void anAnswerThatNeverSaysAnythingIsSaidToBeOne() {
    server.then(NOTHING, NOTHING, NOTHING, NOTHING);
    assertThatThrownBy(() -> store.list("d/", true).hasNext())
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("s3dl://b/d/: Error listing s3dl://b/d/: the store's answer does");
  }

  @Test
  public void aMarkerHasNoLength() throws IOException {
    server.then(headWithoutLength());
    assertThat(store.head("d/").directory()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void aRangeWithoutALengthIsRead() throws IOException {
    server.then(chunked(206, 100, 300, "Content-Range", "bytes 100-299/1000"));
    ByteBuffer bytes = ByteBuffer.allocate(200);
    try (ObjectReader reader = store.open("k", Optional.of(known))) {
      reader.readFully(100, bytes);
    }
    assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(content, 100, 200));
  }

  @Test
  public void anAnswerWithoutALengthIsNotRead() throws IOException {
    server.then(chunked(200, 0, 1000));
    try (ObjectReader reader = store.open("k", Optional.of(known))) {
      assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1000)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("how long");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void aTailWithoutALength() throws IOException {
    server.then(chunked(206, 900, 1000, "Content-Range", "bytes 900-999/1000"));
    StoredTail tail = store.tail("k", 100);
    assertThat(tail.bytes()).isEqualTo(ByteBuffer.wrap(content, 900, 100));
    assertThat(tail.info().size()).isEqualTo(1000);
  }

  @Test
  public void aTailOfWhatIsSentWholeWithoutALength() throws IOException {
    server.then(
        chunked(200, 0, 1000),
        head(1000, "e1"),
        ok(
            206,
            Arrays.copyOfRange(content, 900, 1000),
            "ETag",
            "\"e1\"",
            "Content-Range",
            "bytes 900-999/1000"));
    assertThat(store.tail("k", 100).bytes()).isEqualTo(ByteBuffer.wrap(content, 900, 100));
  }

  private ObjectInfo completed(WriteOptions options, ScriptedS3.Answer... answers)
      throws IOException {
    server.then(
        xml(
            200,
            "<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
                + "</InitiateMultipartUploadResult>"),
        ok(200, new byte[0], "ETag", "\"p1\""));
    server.then(answers);
    Upload upload = store.startUpload("k", options);
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    return upload.complete(WrittenBytes.UNKNOWN);
  }

  @Test
  public void aCompletionWithoutAnEtagIsLookedAt() throws IOException {
    WriteOptions options = WriteOptions.replacing();
    ScriptedS3.Answer ours = head(5, "e7", ID, options.writeId().toString());
    assertThat(completed(options, xml(200, COMPLETED), ours).etag()).hasValue("e7");
  }

  @Test
  public void anotherWritersObjectIsNotTakenForOurs() throws IOException {
    ScriptedS3.Answer others = head(9999, "e8", ID, "another");
    ObjectInfo info = completed(WriteOptions.replacing(), xml(200, COMPLETED), others);
    assertThat(info.etag()).isEmpty();
    assertThat(info.size()).isEqualTo(5);
  }

  @Test
  public void aCompletionIsOneThoughNobodyCanLook() throws IOException {
    ObjectInfo info =
        completed(WriteOptions.replacing(), xml(200, COMPLETED), error(403, "AccessDenied"));
    assertThat(info.etag()).isEmpty();
    assertThat(info.size()).isEqualTo(5);
  }

  @Test
  public void aCompletionWithoutABodyIsNone() throws IOException {
    WriteOptions options = WriteOptions.replacing();
    ObjectInfo info =
        completed(
            options,
            NOTHING,
            error(404, "NoSuchUpload"),
            head(5, "e7", ID, options.writeId().toString()));
    assertThat(info.etag()).hasValue("e7");
  }

  @Test
  public void aListingThatBreaksOffIsAskedForAgain() throws IOException {
    server.then(cut(LISTED), xml(200, LISTED));
    assertThat(store.list("", true).next().key()).isEqualTo("k");
  }

  @Test
  public void aListingWithoutABodyIsNone() throws IOException {
    server.then(NOTHING, xml(200, LISTED), NOTHING, xml(200, LISTED));
    assertThat(store.list("", true).next().key()).isEqualTo("k");
    assertThat(store.first("", 10).entries()).hasSize(1);
  }

  @Test
  public void aListingOfUploadsWithoutABodyIsNone() throws IOException {
    server.then(
        NOTHING,
        xml(
            200,
            "<ListMultipartUploadsResult><Bucket>b</Bucket><Upload><Key>k</Key>"
                + "<UploadId>u1</UploadId></Upload></ListMultipartUploadsResult>"));
    assertThat(store.pendingUploads("").next().id()).isEqualTo("u1");
  }

  @Test
  public void anAnswerInPartDoesNotMakeAKnownChecksumForgotten() throws IOException {
    String crc = Crcs.text(Contents.crc32c(content, 1000));
    server.then(
        head(1000, "e1", "x-amz-checksum-crc32c", crc, "x-amz-checksum-type", "FULL_OBJECT"),
        ok(
            206,
            Arrays.copyOfRange(content, 900, 1000),
            "ETag",
            "\"e1\"",
            "Content-Range",
            "bytes 900-999/1000"));
    ObjectInfo found = store.head("k");
    OptionalInt expected = OptionalInt.of(Contents.crc32c(content, 1000));
    assertThat(store.tail("k", 100).recordedCrc32c()).isEqualTo(expected);
    try (ObjectReader reader = store.open("k", Optional.of(found))) {
      assertThat(reader.recordedCrc32c()).isEqualTo(expected);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  public void aBulkDeleteThatBreaksOffIsAskedForAgain() throws IOException {
    String deleted = "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>";
    server.then(cut(deleted), xml(200, deleted));
    assertThat(store.delete(List.of("a", "b"))).isEmpty();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  public void aCopyThatBreaksOffOrSaysNothingIsMadeAgain() throws IOException {
    server.then(cut(COPIED), NOTHING, xml(200, COPIED));
    assertThat(store.copy(known, "to", false).etag()).hasValue("e2");
  }

  @Test
  public void anUploadThatIsNotBegunIsBegunAgain() throws IOException {
    server.then(NOTHING);
    assertThat(
            completed(WriteOptions.replacing(), xml(200, COMPLETED.replace("Key", "ETag"))).etag())
        .hasValue("k");
  }
}
