package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.local.CapturedLog;
import io.s3dl.store.s3.ScriptedS3;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;

/** Nothing secret is logged or thrown, whatever is logged. */
public class AzureSecretsTest {

  private static final String SIGNATURE = "hunter2Signature%2FOfMine%3D";
  private static final String SAS = "sv=2025-11-05&sp=racwdl&sig=" + SIGNATURE;

  @Rule public final ScriptedS3 server = new ScriptedS3();

  @Rule public final CapturedLog log = CapturedLog.everything();

  @Test
  public void theSignatureOfASas() throws IOException {
    check(AzureCredentialOptions.sas("?" + SAS), SIGNATURE, "hunter2Signature/OfMine=");
    assertThat(server.requests()).allMatch(request -> request.target().contains("hunter2"));
  }

  @Test
  public void theKeyOfTheAccount() throws IOException {
    check(AzureCredentialOptions.sharedKey(Azurite.KEY), Azurite.KEY);
    assertThat(server.requests())
        .allMatch(request -> request.header("Authorization").startsWith("SharedKey "));
    for (ScriptedS3.Request request : server.requests()) {
      String authorization = request.header("Authorization");
      assertThat(log.linesWithout(List.of())).noneMatch(line -> line.contains(authorization));
    }
  }

  private void check(AzureCredentialOptions credentials, String... secrets) throws IOException {
    String refusal =
        "<Error><Message>No: "
            + String.join(" ", secrets)
            + " sig="
            + SIGNATURE
            + "</Message></Error>";
    server.then(
        ScriptedS3.ok(201, new byte[0], "ETag", "e"),
        ScriptedS3.ok(
            403,
            refusal.getBytes(StandardCharsets.UTF_8),
            "x-ms-error-code",
            "AuthenticationFailed"),
        ScriptedS3.ok(403, new byte[0], "x-ms-error-code", "AuthenticationFailed"),
        ScriptedS3.ok(403, new byte[0], "x-ms-error-code", "CannotVerifyCopySource"),
        ScriptedS3.lost(),
        ScriptedS3.lost());
    AzureOptions options =
        AzureStores.options(
            URI.create(server.endpoint() + "/" + Azurite.ACCOUNT), "c", credentials);
    try (FlatStore store = AzureStores.open(options)) {
      put(store);
      ObjectInfo from = new ObjectInfo("f", false, 1, 0, Optional.of("x"), Optional.empty());
      shown(() -> put(store), secrets);
      shown(() -> store.list("", true).hasNext(), secrets);
      shown(() -> store.copy(from, "to", true), secrets);
      shown(() -> store.head("lost"), secrets);
    }
    assertThat(options.toString()).doesNotContain(secrets);
    for (String secret : secrets) {
      assertThat(log.linesWithout(List.of())).filteredOn(line -> line.contains(secret)).isEmpty();
    }
    assertThat(log.linesWithout(List.of())).anyMatch(line -> line.contains("io.s3dl.store"));
  }

  private interface Failing {
    void run() throws IOException;
  }

  private static void shown(Failing failing, String... secrets) {
    StringWriter text = new StringWriter();
    catchThrowableOfType(IOException.class, failing::run)
        .printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString()).contains("azdl://c@devstoreaccount1/").doesNotContain(secrets);
  }

  private static void put(FlatStore store) throws IOException {
    store
        .startUpload("a", WriteOptions.replacing())
        .put(ByteBuffer.allocateDirect(3), WrittenBytes.UNKNOWN);
  }
}
