package io.s3dl.suites;

import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A fresh container of Azurite, which goes with all that is in it. */
final class FreshContainer implements Confinement {

  private static final String ENDPOINT = "s3dl.test.azure.endpoint";
  private static final String ADDRESS = "s3dl.test.azure.address";
  private static final String KEY = "s3dl.test.azure.key";

  /** What abfs wants in the place of an account, wherever the account is. */
  private static final String ABFS_ACCOUNT = Azurite.ACCOUNT + ".dfs.core.windows.net";

  private final SuiteTarget target;
  private AzureContainer container;

  FreshContainer(SuiteTarget target) {
    this.target = target;
  }

  @Override
  public void begin(Path directory) throws IOException {
    Azurite azurite = Azurite.shared();
    assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
    try {
      container = azurite.newContainer("suites");
    } catch (InterruptedException e) {
      throw Loopback.interrupted(e);
    }
    System.setProperty(ENDPOINT, azurite.endpoint().toString());
    System.setProperty(ADDRESS, azurite.endpoint().getAuthority());
    System.setProperty(KEY, Azurite.KEY);
    String account = target.scheme().equals("abfs") ? ABFS_ACCOUNT : Azurite.ACCOUNT;
    System.setProperty(Loopback.NAME, container.name() + "@" + account);
  }

  @Override
  public void prove() throws IOException {
    Configuration conf = new Configuration();
    requireConfined(conf);
    Loopback.prove(target, conf, container::keys);
  }

  @Override
  public void requireConfined(Configuration conf) {
    Loopback.require(target, conf);
  }

  /** None: blocks of writes that were given up stay for a week, and nobody can discard them. */
  @Override
  public List<String> leftovers() {
    return List.of();
  }

  @Override
  public void end() throws IOException {
    Loopback.end(container == null ? () -> {} : container::drop);
  }
}
