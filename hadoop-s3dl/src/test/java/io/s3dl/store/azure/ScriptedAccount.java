package io.s3dl.store.azure;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.s3.ScriptedS3;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;

/** A store whose server answers what a test has it answer. */
public abstract class ScriptedAccount {

  /** A blob that is known already. */
  static final ObjectInfo KNOWN =
      new ObjectInfo("k", false, 1000, 0, Optional.of("e1"), Optional.empty());

  @Rule public final ScriptedS3 server = new ScriptedS3();

  private FlatStore store;

  @Before
  public final void open() throws IOException {
    store = AzureStores.open(AzureStores.options(account(), "c"));
  }

  @After
  public final void close() throws IOException {
    store.close();
  }

  final FlatStore store() {
    return store;
  }

  final URI account() {
    return URI.create(server.endpoint() + "/" + Azurite.ACCOUNT);
  }
}
