package io.s3dl.robustness;

import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A container of Azurite. */
record AzurePlace(AzureContainer container) implements Place {

  private static final String SCHEME = "azdl";

  static AzurePlace of(List<String> words) {
    return new AzurePlace(new AzureContainer(URI.create(words.get(1)), words.get(2)));
  }

  @Override
  public URI server() {
    return container.account();
  }

  @Override
  public Place through(URI way) {
    URI account = way.resolve(container.account().getPath());
    return new AzurePlace(new AzureContainer(account, container.name()));
  }

  @Override
  public URI uri() {
    return URI.create(SCHEME + "://" + container.name() + "@" + Azurite.ACCOUNT + "/");
  }

  @Override
  public void configure(Configuration conf) {
    conf.set(area() + "endpoint", container.account().toString());
    conf.set(area() + "account.key", Azurite.KEY);
  }

  @Override
  public String area() {
    return "fs.s3dl.azure.";
  }

  @Override
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    container.put(key, content);
  }

  @Override
  public List<String> keys(String prefix) throws IOException, InterruptedException {
    return container.keys(prefix);
  }

  @Override
  public List<String> unfinishedUploads() throws IOException, InterruptedException {
    return container.unfinishedUploads();
  }

  @Override
  public void drop() throws IOException, InterruptedException {
    container.drop();
  }

  @Override
  public String toString() {
    return String.join(" ", SCHEME, container.account().toString(), container.name());
  }
}
