package io.s3dl.bench.remote;

import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.net.URI;

/** Azure Blob Storage, as its emulator has it. */
public record AzureService(Azurite emulator) implements RemoteServer {

  /** Without the account, which is the path of its address. */
  @Override
  public URI endpoint() {
    URI account = emulator.endpoint();
    return URI.create(account.getScheme() + "://" + account.getAuthority());
  }

  @Override
  public RemotePlace newPlace(String prefix) throws IOException, InterruptedException {
    AzureContainer container = emulator.newContainer(prefix);
    return new RemotePlace(container.name(), container::drop);
  }

  @Override
  public String toString() {
    return "azurite at " + endpoint();
  }
}
