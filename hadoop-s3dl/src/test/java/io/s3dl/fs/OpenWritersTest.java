package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.junit.Rule;
import org.junit.Test;

/** What becomes of a writer whose directory goes away. */
public class OpenWritersTest {

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  @Test
  public void aWriterWhoseDirectoryIsDeletedFailsAtClose() throws IOException {
    FSDataOutputStream out = files.fs().create(path("/d/f"));
    out.write(new byte[300_000]);
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThatThrownBy(out::close).isInstanceOf(IOException.class).hasMessageContaining("/d/");
    assertThat(files.namesOnDisk("/")).isEmpty();
  }
}
