package io.s3dl.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Requests are told apart, and have the names that their service gives them. */
public class CallTest {

  private static final Map.Entry<String, String> VERSION = Map.entry("X-Ms-Version", "2021-12-02");
  private static final Map.Entry<String, String> SOURCE = Map.entry("x-ms-copy-source", "http://x");

  private static String azure(String request) {
    return call(request, List.of(VERSION)).kind();
  }

  private static String azureFrom(String request) {
    return call(request, List.of(SOURCE, VERSION)).kind();
  }

  private static Call call(String request, List<Map.Entry<String, String>> headers) {
    String[] words = request.split(" ", 2);
    return Call.of(words[0], words[1], headers);
  }

  @Test
  public void theServiceIsToldByItsHeader() {
    Call call = call("PUT /a/c/d/e%20f+g%2F?comp=metadata", List.of(VERSION));
    assertThat(call).isInstanceOf(AzureCall.class);
    assertThat(((AzureCall) call).container()).isEqualTo("c");
    assertThat(call.key()).isEqualTo("d/e f+g/");
    assertThat(call.query()).isEqualTo(Map.of("comp", "metadata"));
    call = call("PUT /a/c/d?uploadId=x", List.of());
    assertThat(call).isInstanceOf(S3Call.class);
    assertThat(((S3Call) call).bucket()).isEqualTo("a");
    assertThat(call.key()).isEqualTo("c/d");
    assertThat(call.kind()).isEqualTo("UploadPart");
  }

  @Test
  public void whatIsAskedOfAnAccountAndOfAContainerHasItsName() {
    assertThat(azure("GET /a/?comp=list")).isEqualTo("List Containers");
    assertThat(azure("POST /a?comp=batch")).isEqualTo("Blob Batch");
    assertThat(azure("POST /a/c?restype=container&comp=batch")).isEqualTo("Blob Batch");
    assertThat(azure("GET /a/c?restype=account&comp=properties"))
        .isEqualTo("Get Account Information");
    assertThat(azure("GET /a/c?restype=container&comp=list&prefix=d%2F")).isEqualTo("List Blobs");
    assertThat(azure("PUT /a/c?restype=container")).isEqualTo("Create Container");
    assertThat(azure("HEAD /a/c?restype=container")).isEqualTo("Get Container Properties");
    assertThat(azure("DELETE /a/c/?restype=container")).isEqualTo("Delete Container");
    assertThat(azure("PUT /a/c?restype=container&comp=acl")).isEqualTo("PUT acl");
  }

  @Test
  public void whatIsAskedOfABlobHasItsName() {
    assertThat(azure("HEAD /a/c/d")).isEqualTo("Get Blob Properties");
    assertThat(azure("GET /a/c/d")).isEqualTo("Get Blob");
    assertThat(azure("GET /a/c/d?comp=blocklist")).isEqualTo("Get Block List");
    assertThat(azure("DELETE /a/c/d")).isEqualTo("Delete Blob");
    assertThat(azure("PUT /a/c/d")).isEqualTo("Put Blob");
    assertThat(azureFrom("PUT /a/c/d")).isEqualTo("Copy Blob");
    assertThat(azure("PUT /a/c/d?comp=block&blockid=x")).isEqualTo("Put Block");
    assertThat(azureFrom("PUT /a/c/d?comp=block&blockid=x")).isEqualTo("Put Block From URL");
    assertThat(azure("PUT /a/c/d?comp=blocklist")).isEqualTo("Put Block List");
    assertThat(azure("PUT /a/c/d?comp=metadata")).isEqualTo("Set Blob Metadata");
    assertThat(azure("PUT /a/c/d?comp=lease")).isEqualTo("Lease Blob");
  }
}
