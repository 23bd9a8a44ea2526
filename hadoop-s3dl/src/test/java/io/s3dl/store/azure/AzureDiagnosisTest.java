package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.StoreCheck;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.Test;

/** A store is tried out, and left as it was. */
public class AzureDiagnosisTest {

  @Test
  public void everythingWorksOnAzurite() throws IOException {
    AzureOptions options =
        AzureStores.created(AzureStores.options(Azurite.endpoint(), "c" + UUID.randomUUID()));
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
  public void aContainerThatIsNotThereIsTold() throws IOException {
    AzureOptions options = AzureStores.options(Azurite.endpoint(), "c" + UUID.randomUUID());
    try (AzureDiagnosis diagnosis = AzureDiagnosis.open(options, "diag/")) {
      assertThatThrownBy(() -> diagnosis.access().get(1).attempt().run())
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining("there is no container");
    }
  }
}
