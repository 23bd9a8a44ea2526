package io.s3dl.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

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
    String name = "confined-" + UUID.randomUUID();
    var path = new org.apache.hadoop.fs.Path("/" + name);
    try (FileSystem fs = FileSystem.newInstance(target.uri(), conf)) {
      fs.create(path, false).close();
      assertThat(container.keys(name)).as("keys %s* in %s", name, container).hasSize(1);
      fs.delete(path, false);
    } catch (InterruptedException e) {
      throw Loopback.interrupted(e);
    }
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
    System.clearProperty(Loopback.NAME);
    if (container != null) {
      try {
        container.drop();
      } catch (InterruptedException e) {
        throw Loopback.interrupted(e);
      }
    }
  }
}
