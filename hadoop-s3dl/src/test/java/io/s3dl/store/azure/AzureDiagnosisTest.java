package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.StoreCheck;
import io.s3dl.store.s3.ScriptedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** A store is tried out, and left as it was. */
public class AzureDiagnosisTest {

  @Rule public final ScriptedS3 scripted = new ScriptedS3();

  private AzureOptions scriptedOptions() {
    return AzureStores.options(
        URI.create(scripted.endpoint() + "/" + Azurite.ACCOUNT),
        "c",
        AzureCredentialOptions.sharedKey(Azurite.KEY));
  }

  private static StoreCheck named(List<StoreCheck> checks, String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  private static StoreCheck.Outcome access(AzureOptions options, String name) throws IOException {
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(options, "diag/")) {
      return named(diagnosis.access(), name).attempt().run();
    }
  }

  /** Until one fails. */
  private static void walk(AzureOptions options) throws IOException {
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(options, "diag/")) {
      for (StoreCheck check : diagnosis.access()) {
        assertThat(check.vital()).isTrue();
        check.attempt().run();
      }
    }
  }

  @Test
  public void everythingWorksOnAzurite() throws IOException {
    AzureOptions options = AzureStores.options(Azurite.endpoint(), Azurite.newContainer());
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(options, "diag/")) {
      List<StoreCheck> checks = new ArrayList<>(diagnosis.access());
      checks.addAll(diagnosis.abilities());
      checks.add(diagnosis.cleaning());
      for (StoreCheck check : checks) {
        assertThat(check.attempt().run().supported()).as(check.name()).isTrue();
      }
    }
    try (AzureBlobStore store = AzureStores.open(options)) {
      assertThat(store.list("", true).hasNext()).isFalse();
    }
  }

  @Test
  public void whatIsFoundIsTold() throws IOException {
    AzureOptions options = AzureStores.options(Azurite.endpoint(), Azurite.newContainer());
    assertThat(access(options, "blob service").told()).contains("Azurite");
    assertThat(access(options, "clock").told()).isEqualTo("that of the store");
    assertThat(access(options, "account").told()).contains("StorageV2");
    assertThat(access(options, "credentials").told()).isEqualTo("the account's key");
  }

  @Test
  public void aContainerThatIsNotThereIsTold() {
    AzureOptions options = AzureStores.options(Azurite.endpoint(), "c-that-is-not-there");
    assertThatThrownBy(() -> walk(options))
        .isNotInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("there is no container c-that-is-not-there");
  }

  @Test
  public void aWrongKeyIsToldAndNotShown() throws IOException {
    String wrong = "aHVudGVyMmh1bnRlcjI=";
    AzureOptions options =
        AzureStores.options(
            Azurite.endpoint(), Azurite.newContainer(), AzureCredentialOptions.sharedKey(wrong));
    assertThatThrownBy(() -> walk(options))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("the key is not one of account devstoreaccount1")
        .hasMessageNotContainingAny(wrong, "StorageSharedKeyCredential");
  }

  @Test
  public void anAddressWhereNobodyListensFailsBeforeAnythingIsAsked() throws IOException {
    AzureOptions options =
        AzureStores.options(URI.create("http://127.0.0.1:1/" + Azurite.ACCOUNT), "c");
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(options, "diag/")) {
      assertThat(diagnosis.access().get(0).attempt().run().told()).contains("127.0.0.1");
      StoreCheck connect = diagnosis.access().get(1);
      assertThat(connect.vital()).isTrue();
      assertThat(connect.remedy()).contains("fs.s3dl.azure.endpoint");
      assertThatThrownBy(() -> connect.attempt().run()).isInstanceOf(IOException.class);
    }
  }

  @Test
  public void anAccountWithAHierarchyIsRefused() {
    scripted.then(ScriptedS3.ok(200, new byte[0], "x-ms-is-hns-enabled", "true"));
    assertThatThrownBy(() -> access(scriptedOptions(), "account"))
        .hasMessageContaining("hierarchical namespace")
        .hasMessageContaining("abfss://");
  }

  @Test
  public void whatIsNoBlobServiceIsToldFromOne() throws IOException {
    scripted.then(
        ScriptedS3.ok(200, new byte[0], "Server", "Some/1.0"),
        ScriptedS3.ok(403, new byte[0], "Server", "Blobs/1.0", "x-ms-request-id", "r"));
    assertThatThrownBy(() -> access(scriptedOptions(), "blob service"))
        .hasMessageContaining("is no blob service, but Some/1.0");
    assertThat(access(scriptedOptions(), "blob service").told()).isEqualTo("Blobs/1.0");
    assertThat(scripted.requests()).allMatch(request -> request.header("Authorization") == null);
  }

  @Test
  public void aSasThatDoesNotHoldIsToldAndNotShown() throws IOException {
    assertThatThrownBy(() -> sas("sp=rl&se=2020-01-01T00:00:00Z&sig=hunter2"))
        .hasMessageContaining("has expired at 2020-01-01T00:00:00Z")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> sas("sp=rl&st=2999-01-01T00:00:00Z&sig=hunter2"))
        .hasMessageContaining("not to be used before 2999-01-01T00:00:00Z");
    assertThatThrownBy(() -> sas("sp=rl")).hasMessageContaining("no signature");
    assertThat(sas("sp=rl&se=2999-01-01&sig=hunter2")).isEqualTo("a SAS token, which allows rl");
    assertThat(sas("sp=rl&se=2999-01-01T00%3A00%3A00Z&sig=hunter2"))
        .isEqualTo("a SAS token, which allows rl, until 2999-01-01T00:00:00Z");
  }

  private String sas(String token) throws IOException {
    AzureOptions options =
        AzureStores.options(scripted.endpoint(), "c", AzureCredentialOptions.sas(token));
    return access(options, "credentials").told();
  }

  @Test
  public void bytesThatAreNotVerifiedAreAFailure() throws IOException {
    scripted.then(ScriptedS3.ok(201, new byte[0], "ETag", "\"e\""));
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(scriptedOptions(), "diag/")) {
      assertThatThrownBy(() -> named(diagnosis.abilities(), "wrong MD5").attempt().run())
          .hasMessageContaining("that do not have the MD5");
    }
  }

  @Test
  public void aServerWithoutTlsHasNoCertificate() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AzureOptions options =
          AzureStores.options(URI.create("https://127.0.0.1:" + plain.getLocalPort()), "c");
      Thread closing = new Thread(() -> closeTheFirst(plain));
      closing.start();
      assertThatThrownBy(() -> access(options, "certificate")).isInstanceOf(IOException.class);
      closing.join();
    }
  }

  private static void closeTheFirst(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
