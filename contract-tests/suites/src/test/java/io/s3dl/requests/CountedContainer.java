package io.s3dl.requests;

import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/**
 * A container, for azdl and abfs.
 *
 * @param scheme of the file system
 * @param container where it is
 */
record CountedContainer(String scheme, AzureContainer container) implements CountedPlace {

  /** What abfs wants in the place of an account, wherever the account is. */
  private static final String ABFS_ACCOUNT = Azurite.ACCOUNT + ".dfs.core.windows.net";

  static CountedContainer create(String scheme) throws IOException, InterruptedException {
    Azurite azurite = Azurite.shared();
    assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
    return new CountedContainer(scheme, azurite.newContainer("requests"));
  }

  @Override
  public URI server() {
    return container.account();
  }

  @Override
  public URI uri() {
    String account = scheme.equals("abfs") ? ABFS_ACCOUNT : Azurite.ACCOUNT;
    return URI.create(scheme + "://" + container.name() + "@" + account + "/");
  }

  @Override
  public void configure(Configuration conf, URI way) {
    conf.set("fs.s3dl.azure.endpoint", way + container.account().getPath());
    conf.set("fs.s3dl.azure.account.key", Azurite.KEY);
    conf.set("fs.azure.abfs.endpoint", way.getAuthority());
    conf.set("fs.azure.always.use.https", "false");
    conf.set("fs.azure.account.hns.enabled", "false");
    conf.set("fs.azure.fns.account.service.type", "BLOB");
    conf.set("fs.azure.account.auth.type", "SharedKey");
    conf.set("fs.azure.account.key." + ABFS_ACCOUNT, Azurite.KEY);
  }

  @Override
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    container.put(key, content);
  }

  @Override
  public void drop() throws IOException, InterruptedException {
    container.drop();
  }
}
