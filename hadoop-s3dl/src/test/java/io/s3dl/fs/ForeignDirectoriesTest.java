package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.s3dl.store.azure.Azurite;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Directories that other programs have made in a container: blobs without a slash. */
public class ForeignDirectoriesTest {

  private static final Path D = new Path("/d");

  private BlobContainerClient blobs;
  private FileSystem files;

  @Before
  public void open() throws IOException {
    String container = Azurite.newContainer();
    blobs = Azurite.service().getBlobContainerClient(container);
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.azure.endpoint", Azurite.endpoint().toString());
    conf.set("fs.s3dl.azure.account.key", Azurite.KEY);
    URI uri = URI.create("azdl://" + container + "@" + Azurite.ACCOUNT + "/");
    files = FileSystem.newInstance(uri, conf);
    directory("d");
  }

  @After
  public void close() throws IOException {
    if (files != null) { // else there is no emulator
      files.close();
    }
  }

  private void directory(String name) {
    blobs
        .getBlobClient(name)
        .uploadWithResponse(
            new BlobParallelUploadOptions(BinaryData.fromBytes(new byte[0]))
                .setMetadata(Map.of("hdi_isfolder", "true")),
            null,
            null);
  }

  private void file(String name) {
    blobs.getBlobClient(name).upload(BinaryData.fromString(name));
  }

  private String[] names() {
    return blobs.listBlobs().stream().map(BlobItem::getName).toArray(String[]::new);
  }

  @Test
  public void anEmptyOneIsRemoved() throws IOException {
    assertThat(files.delete(D, false)).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  public void oneThatIsNotEmptyStaysUnlessAllIsToGo() throws IOException {
    directory("d/e");
    file("d/e/f");
    assertThatThrownBy(() -> files.delete(D, false))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertThat(names()).containsExactly("d", "d/e", "d/e/f");
    assertThat(files.delete(D, true)).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  public void itIsRenamedWithAllThatIsInIt() throws IOException {
    file("d/f");
    directory("d/e");
    assertThat(files.rename(D, new Path("/g"))).isTrue();
    assertThat(names()).containsExactly("g/", "g/e/", "g/f");
    directory("x");
    assertThat(files.rename(new Path("/x"), new Path("/y"))).isTrue();
    assertThat(names()).containsExactly("g/", "g/e/", "g/f", "y/");
  }

  @Test
  public void itStaysWhenItsLastFileGoes() throws IOException {
    file("d/f");
    assertThat(files.delete(new Path("/d/f"), false)).isTrue();
    assertThat(names()).containsExactly("d");
  }

  @Test
  public void itIsFoundBehindManyOthers() throws IOException {
    for (int i = 0; i < 150; i++) {
      file("d-" + i);
    }
    FileStatus status = files.getFileStatus(D);
    assertThat(status.isDirectory()).isTrue();
    assertThatThrownBy(() -> files.create(D, true)).isInstanceOf(IOException.class);
    assertThat(blobs.getBlobClient("d").getProperties().getMetadata())
        .containsEntry("hdi_isfolder", "true");
  }

  /** As both schemes leave it that have taken turns. */
  @Test
  public void onesWithAMarkerOfOursBesideGoWhole() throws IOException {
    directory("d/e");
    file("d/e/f");
    for (String marker : List.of("d/", "d/e/")) {
      blobs.getBlobClient(marker).upload(BinaryData.fromBytes(new byte[0]));
    }
    assertThat(files.rename(D, new Path("/g"))).isTrue();
    assertThat(names()).containsExactly("g/", "g/e/", "g/e/f");
    directory("g");
    directory("g/e");
    assertThat(files.delete(new Path("/g"), true)).isTrue();
    assertThat(names()).isEmpty();
  }
}
