package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.s3.ScriptedS3;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Listings whose pages are cut where no emulator cuts them. */
public class AzurePagesTest extends ScriptedAccount {

  private static final String FOLDER = "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>";

  private static ScriptedS3.Answer page(String blobs, String next) {
    return ScriptedS3.xml(
        200,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
            + "<EnumerationResults ServiceEndpoint=\"http://x/\" ContainerName=\"c\"><Blobs>"
            + blobs
            + "</Blobs><NextMarker>"
            + next
            + "</NextMarker></EnumerationResults>",
        "Content-Type",
        "application/xml");
  }

  private static String blob(String name, String metadata) {
    return "<Blob><Name>"
        + name
        + "</Name><Properties><Last-Modified>Mon, 23 Nov 2026 07:00:00 GMT</Last-Modified>"
        + "<Etag>0x1</Etag><Content-Length>3</Content-Length><BlobType>BlockBlob</BlobType>"
        + "</Properties>"
        + metadata
        + "</Blob>";
  }

  @Test
  public void aPageWithNothingIsNotTheEnd() throws IOException {
    server.then(page("", "m1"), page("", "m2"), page(blob("d/a", ""), "m3"));
    ObjectPage first = store().first("d/", 1);
    assertThat(first.entries()).extracting(ObjectInfo::key).containsExactly("d/a");
    assertThat(first.complete()).isFalse();
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(2).target()).contains("marker=m2");
  }

  @Test
  public void aListingGoesOnBehindAPageWithNothing() throws IOException {
    server.then(page("", "m1"), page(blob("d/a", ""), "m2"), page("", ""));
    List<String> keys = new ArrayList<>();
    try (ObjectIterator all = store().list("d/", true)) {
      while (all.hasNext()) {
        keys.add(all.next().key());
      }
    }
    assertThat(keys).containsExactly("d/a");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  public void aMarkerAloneIsNotAllThatThereIs() throws IOException {
    server.then(page(blob("d/", FOLDER), "m1"), page(blob("d/x", ""), ""));
    assertThat(store().first("d/", 2).entries())
        .extracting(ObjectInfo::key)
        .containsExactly("d", "d/x");
    server.then(page(blob("d/", FOLDER) + blob("d/sub", FOLDER), "m1"), page(blob("d/x", ""), ""));
    assertThat(store().first("d/", 2).entries())
        .extracting(ObjectInfo::key)
        .containsExactly("d", "d/sub", "d/x");
  }

  @Test
  public void aDirectorysBlobThatIsHeldBackIsNotNothing() throws IOException {
    server.then(page(blob("d/sub", FOLDER), "m1"), page(blob("d/x", ""), ""));
    ObjectPage first = store().first("d/", 1);
    assertThat(first.entries()).extracting(ObjectInfo::key).containsExactly("d/sub", "d/x");
    assertThat(first.entries().get(0).directory()).isTrue();
    assertThat(first.complete()).isTrue();
  }

  @Test
  public void whatIsNotCopiedYetIsNotListed() throws IOException {
    String status = "<CopyStatus>pending</CopyStatus></Properties>";
    String being = blob("d/c", "").replace("</Properties>", status);
    server.then(page(blob("d/a", "") + being, ""), page(being, ""));
    assertThat(store().first("d/", 10).entries())
        .extracting(ObjectInfo::key)
        .containsExactly("d/a");
    try (ObjectIterator all = store().list("d/", true)) {
      assertThat(all.hasNext()).isFalse();
    }
    assertThat(server.requests()).allMatch(sent -> sent.target().contains("copy"));
  }
}
