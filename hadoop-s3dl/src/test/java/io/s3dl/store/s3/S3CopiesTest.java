package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.error;
import static io.s3dl.store.s3.ScriptedS3.head;
import static io.s3dl.store.s3.ScriptedS3.lost;
import static io.s3dl.store.s3.ScriptedS3.ok;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** With which requests objects are copied, and what goes with them. */
public class S3CopiesTest {

  private static final int MEDIUM = 9 << 20;
  private static final int LARGE = 13 << 20;
  private static final String BEGUN =
      "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
  private static final String COPIED_PART = "<CopyPartResult><ETag>\"p1\"</ETag></CopyPartResult>";
  private static final String COPIED = "<CopyObjectResult><ETag>\"e2\"</ETag></CopyObjectResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>\"done\"</ETag></CompleteMultipartUploadResult>";
  private static final String TAGS =
      "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private S3ObjectStore store;

  @Before
  public void open() {
    store = opened(S3Features.MINIO);
  }

  private S3ObjectStore opened(S3Features features) {
    return S3Stores.open(S3Stores.client(server.endpoint()), "b", features);
  }

  @After
  public void close() {
    store.close();
  }

  private static ObjectInfo known(int size) {
    return new ObjectInfo("k", false, size, 0, Optional.of("e1"), Optional.empty());
  }

  private ScriptedS3 copiedInParts(int size, String... headers) {
    return server.then(head(size, "e1", headers), xml(200, BEGUN), xml(200, COPIED_PART));
  }

  private ScriptedS3.Request request(int index) {
    return server.requests().get(index);
  }

  @Test
  public void anExclusiveCopyIsACompletionWhereOnlyThatHasConditions() throws IOException {
    copiedInParts(MEDIUM).then(xml(200, COMPLETED));
    assertThat(store.copiesExclusively(MEDIUM)).isTrue();
    assertThat(store.copy(known(MEDIUM), "to", true).etag()).hasValue("done");
    assertThat(server.requests())
        .extracting(ScriptedS3.Request::toString)
        .containsExactly(
            "HEAD /b/k",
            "POST /b/to?uploads",
            "PUT /b/to?partNumber=1&uploadId=u1",
            "POST /b/to?uploadId=u1");
    assertThat(request(2).header("x-amz-copy-source-range")).isEqualTo("bytes=0-" + (MEDIUM - 1));
    assertThat(request(3).header("If-None-Match")).isEqualTo("*");
  }

  @Test
  public void aCopyThatIsNotExclusiveIsOneRequest() throws IOException {
    server.then(xml(200, COPIED));
    assertThat(store.copy(known(MEDIUM), "to", false).etag()).hasValue("e2");
  }

  @Test
  public void anExclusiveCopyInPartsToWhatExists() {
    copiedInParts(MEDIUM)
        .then(error(412, "PreconditionFailed"), head(3, "e3"), ok(204, new byte[0]));
    assertThatThrownBy(() -> store.copy(known(MEDIUM), "to", true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(request(5)).hasToString("DELETE /b/to?uploadId=u1");
  }

  @Test
  public void aLargeCopyIsOneOfPartsOfTheirSize() throws IOException {
    copiedInParts(LARGE).then(xml(200, COPIED_PART), xml(200, COMPLETED));
    store.copy(known(LARGE), "to", false);
    assertThat(request(2).header("x-amz-copy-source-range"))
        .isEqualTo("bytes=0-" + (LARGE / 2 - 1));
    assertThat(request(3).header("x-amz-copy-source-range"))
        .isEqualTo("bytes=" + LARGE / 2 + "-" + (LARGE - 1));
  }

  @Test
  public void aClassThatIsNotSaidIsTheOrdinaryOne() throws IOException {
    S3WriteSettings inOtherClass =
        new S3WriteSettings(
            S3Stores.settings().parts(),
            S3Encryption.NONE,
            Optional.of("STANDARD_IA"),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            256 << 20);
    S3Client client = S3Stores.client(server.endpoint());
    try (S3ObjectStore other = S3Stores.open(client, "b", S3Features.RGW, inOtherClass)) {
      server.then(head(5, "e1"), xml(200, COPIED));
      other.setMode("k", 0600);
      assertThat(request(1).header("x-amz-storage-class")).isNull();
      server.then(head(5, "e1", "x-amz-storage-class", "GLACIER_IR"), xml(200, COPIED));
      other.copy(known(5), "to", false);
      assertThat(request(3).header("x-amz-storage-class")).isEqualTo("GLACIER_IR");
    }
  }

  @Test
  public void aSourceThatIsArchivedIsNamedByItsRemedy() {
    server.then(error(403, "InvalidObjectState"));
    assertThatThrownBy(() -> store.copy(known(5), "to", false))
        .hasMessageContainingAll("copying to to from s3dl://b/k:", "--key 'k'");
    server.then(head(LARGE, "e1"), xml(200, BEGUN), error(403, "InvalidObjectState"));
    server.then(ok(204, new byte[0]));
    assertThatThrownBy(() -> store.copy(known(LARGE), "to", false))
        .hasMessageContainingAll("to to from s3dl://b/k:", "--key 'k'");
  }

  @Test
  public void tagsAreAskedForWhereThereAreSome() throws IOException {
    server.then(head(LARGE, "e1", "x-amz-tagging-count", "1"), xml(200, TAGS));
    server.then(xml(200, BEGUN), xml(200, COPIED_PART), xml(200, COPIED_PART), xml(200, COMPLETED));
    store.copy(known(LARGE), "to", false);
    assertThat(request(1)).hasToString("GET /b/k?tagging");
    assertThat(request(2).header("x-amz-tagging")).isEqualTo("a=1");
  }

  @Test
  public void tagsThatHaveBeenTakenAwayMeanwhileAreNone() throws IOException {
    server.then(head(LARGE, "e1", "x-amz-tagging-count", "1"));
    server.then(xml(200, "<Tagging><TagSet></TagSet></Tagging>"));
    server.then(xml(200, BEGUN), xml(200, COPIED_PART), xml(200, COPIED_PART), xml(200, COMPLETED));
    assertThat(store.copy(known(LARGE), "to", false).etag()).hasValue("done");
  }

  @Test
  public void whatIsAppendedToIsCopiedInPartsOfTheSameSize() throws IOException {
    server.then(xml(200, BEGUN), xml(200, COPIED_PART), xml(200, COPIED_PART), xml(200, COMPLETED));
    Upload upload = store.startUpload("to", WriteOptions.replacing());
    upload.copyPart(1, 0, known(LARGE), new ByteRange(0, LARGE));
    upload.complete(WrittenBytes.UNKNOWN);
    assertThat(request(1).header("x-amz-copy-source-range"))
        .isEqualTo("bytes=0-" + (LARGE / 2 - 1));
    assertThat(request(2)).hasToString("PUT /b/to?partNumber=2&uploadId=u1");
  }

  @Test
  public void tagsThatNobodyMayReadStayBehind() throws IOException {
    server.then(head(LARGE, "e1", "x-amz-tagging-count", "1"), error(403, "AccessDenied"));
    server.then(xml(200, BEGUN), xml(200, COPIED_PART), xml(200, COPIED_PART), xml(200, COMPLETED));
    assertThat(store.copy(known(LARGE), "to", false).etag()).hasValue("done");
    assertThat(request(2).header("x-amz-tagging")).isNull();
  }

  @Test
  public void tagsThatAreNotToldAreAskedForAgain() throws IOException {
    server.then(head(LARGE, "e1", "x-amz-tagging-count", "1"), ok(200, new byte[0]));
    server.then(
        xml(200, TAGS),
        xml(200, BEGUN),
        xml(200, COPIED_PART),
        xml(200, COPIED_PART),
        xml(200, COMPLETED));
    store.copy(known(LARGE), "to", false);
    assertThat(request(3).header("x-amz-tagging")).isEqualTo("a=1");
  }

  @Test
  public void changedAttributesWhoseAnswerWasLostAreOurs() throws IOException {
    String[] changed = {
      "x-amz-meta-s3dl-mode", "600", "x-amz-meta-s3dl-mtime", "784111777000",
    };
    server.then(
        head(5, "e1", "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        lost(),
        error(412, "PreconditionFailed"),
        head(5, "e2", changed));
    store.setMode("k", 0600);
    assertThat(server.requests()).hasSize(4);
    assertThat(request(2).header("x-amz-meta-s3dl-mtime")).isEqualTo(changed[3]);
  }

  @Test
  public void attributesOfAnotherObjectAreNotOurs() {
    server.then(
        head(5, "e1"), lost(), error(412, "PreconditionFailed"), head(5, "e3", "Etag", "\"e3\""));
    assertThatThrownBy(() -> store.setMode("k", 0600)).isInstanceOf(ObjectChangedException.class);
  }

  @Test
  public void attributesOfAnObjectThatHasChangedAreNotLookedAt() {
    server.then(head(5, "e1"), error(412, "PreconditionFailed"));
    assertThatThrownBy(() -> store.setMode("k", 0600)).isInstanceOf(ObjectChangedException.class);
    assertThat(server.requests()).hasSize(2);
  }
}
