package io.s3dl.store.s3;

import static io.s3dl.store.s3.ScriptedS3.error;
import static io.s3dl.store.s3.ScriptedS3.lost;
import static io.s3dl.store.s3.ScriptedS3.ok;
import static io.s3dl.store.s3.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What becomes of the requests of streams that, or whose store, somebody closes. */
public class S3ClosingTest {

  private static final String BEGUN =
      "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private final ObjectInfo known =
      new ObjectInfo("k", false, 1000, 0, Optional.of("e1"), Optional.empty());
  private S3ObjectStore store;

  @Before
  public void open() {
    store = S3Stores.open(S3Stores.client(server.endpoint()), "b", S3Features.AWS);
  }

  @Test
  public void aReaderThatIsClosedDoesNotTryAgain() throws IOException {
    ObjectReader reader = store.open("k", Optional.of(known));
    server.then(
        exchange -> {
          reader.close();
          lost().send(exchange);
        });
    assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(server.requests()).hasSize(1);
    store.close();
  }

  @Test
  public void aStoreThatIsClosedSaysSo() throws IOException {
    ObjectReader reader = store.open("k", Optional.of(known));
    store.close();
    assertThatThrownBy(() -> reader.readFully(0, ByteBuffer.allocate(1000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.head("k"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  @Test
  public void aStoreThatIsClosedDoesNotTryAgain() {
    server.then(
        exchange -> {
          store.close();
          error(503, "SlowDown").send(exchange);
        });
    assertThatThrownBy(() -> store.head("k"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  public void anUploadOfAClosedStoreFailsAndCanBeAborted() throws IOException {
    server.then(xml(200, BEGUN), ok(200, new byte[0], "ETag", "\"p1\""));
    Upload upload = store.startUpload("k", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.allocateDirect(5));
    Upload another = store.startUpload("k", WriteOptions.replacing());
    store.close();
    assertThatThrownBy(() -> upload.complete(WrittenBytes.UNKNOWN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    another.abort();
    assertThat(server.requests()).hasSize(2);
  }
}
