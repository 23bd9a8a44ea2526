package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.Secret;
import io.s3dl.store.azure.AzureCredentialOptions.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What proves who asks is made of what is configured, and fetches nothing by itself. */
public class AzureIdentitiesTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private static AzureCredentialOptions identity(Kind kind, Path certificate) {
    return new AzureCredentialOptions(
        kind,
        kind == Kind.CLIENT_SECRET ? Optional.of(Secret.of("hunter2")) : Optional.empty(),
        Optional.of("00000000-0000-0000-0000-000000000001"),
        Optional.of("00000000-0000-0000-0000-000000000002"),
        kind == Kind.CLIENT_CERTIFICATE ? Optional.of(certificate) : Optional.empty(),
        "");
  }

  @Test
  public void eachKindIsMade() throws IOException {
    Path certificate = temporary.newFile("certificate.pem").toPath();
    Files.writeString(certificate, "read when the first token is asked for");
    for (Kind kind :
        new Kind[] {
          Kind.MANAGED_IDENTITY, Kind.CLIENT_SECRET, Kind.CLIENT_CERTIFICATE, Kind.AZURE_CLI
        }) {
      AzureOptions options =
          AzureStores.options(
              URI.create("https://account.blob.core.windows.net"),
              "c",
              identity(kind, certificate));
      try (AzureClients clients = AzureClients.open(options)) {
        assertThat(clients.address("a b"))
            .isEqualTo("https://account.blob.core.windows.net/c/a%20b");
      }
    }
  }

  @Test
  public void aKeyThatIsNoneIsSaidSoAndNotShown() {
    AzureOptions options =
        AzureStores.options(
            URI.create("https://account.blob.core.windows.net"),
            "c",
            AzureCredentialOptions.sharedKey("hunter2 !").withSource("fs.s3dl.a.key"));
    assertThatThrownBy(() -> AzureStores.open(options))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The account's key in fs.s3dl.a.key is not one")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  public void namesThatAddressesLoseAreRefused() throws IOException {
    AzureOptions options =
        AzureStores.options(
            URI.create("https://account.blob.core.windows.net"),
            "c",
            AzureCredentialOptions.anonymous());
    try (AzureBlobStore store = AzureStores.open(options)) {
      assertThatThrownBy(() -> store.head("a/../b"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("take another name");
    }
  }
}
