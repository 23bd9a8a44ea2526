package io.s3dl.copies;

import static org.junit.Assume.assumeTrue;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.s3dl.harness.AzureContainer;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import org.apache.hadoop.conf.Configuration;

/** A container, with Azure's SDK. */
final class Container implements Place {

  private final AzureContainer container;
  private final OkHttpClient http = new OkHttpClient();
  private final BlobContainerClient client;

  private Container(AzureContainer container) {
    this.container = container;
    this.client =
        new BlobContainerClientBuilder()
            .endpoint(container.account().toString())
            .containerName(container.name())
            .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
            .httpClient(new OkHttpAsyncHttpClientBuilder(http).build())
            .buildClient();
  }

  static Container create() throws IOException, InterruptedException {
    Azurite azurite = Azurite.shared();
    assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
    return new Container(azurite.newContainer("copies"));
  }

  @Override
  public List<String> keys() {
    return client.listBlobs().stream().map(BlobItem::getName).toList();
  }

  @Override
  public Stored get(String key) {
    BlobClient blob = client.getBlobClient(key);
    return new Stored(key, blob.downloadContent().toBytes(), blob.getProperties().getMetadata());
  }

  /** Names are those of variables here. */
  @Override
  public void put(Stored object) {
    Map<String, String> metadata = new TreeMap<>();
    object.metadata().forEach((name, value) -> metadata.put(name.replace('-', '_'), value));
    client
        .getBlobClient(object.key())
        .uploadWithResponse(
            new BlobParallelUploadOptions(BinaryData.fromBytes(object.bytes()))
                .setMetadata(metadata),
            null,
            Context.NONE);
  }

  @Override
  public URI uri() {
    return URI.create("azdl://" + container.name() + "@" + Azurite.ACCOUNT + "/");
  }

  @Override
  public void configure(Configuration conf) {
    conf.set("fs.s3dl.azure.endpoint", container.account().toString());
    conf.set("fs.s3dl.azure.account.key", Azurite.KEY);
    conf.set("fs.s3dl.azure.part.size", PART);
  }

  @Override
  public void close() throws IOException {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    try {
      container.drop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted").initCause(e);
    }
  }
}
