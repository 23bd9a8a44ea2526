package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.PathIOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The stored bytes under their physical names. */
@RunWith(Parameterized.class)
public class RawAccessTest {

  private static final byte[] CONTENT = Contents.text(50_000, 1);

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return List.of(new Variant("filedl", true), new Variant("s3dl", true));
  }

  @Rule public final FileSystemFixture files;

  public RawAccessTest(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  @Test
  public void thePhysicalNameGivesTheStoredBytes() throws IOException {
    files.write("/a", CONTENT);
    byte[] stored = files.bytes("/a" + SUFFIX);
    assertThat(files.read("/a" + SUFFIX)).isEqualTo(stored);
    FileStatus status = files.fs().getFileStatus(path("/a" + SUFFIX));
    assertThat(status.getLen()).isEqualTo(stored.length);
    assertThat(status.getPath().getName()).isEqualTo("a" + SUFFIX);
    assertThat(files.names("/")).containsExactly("a");
    assertThat(files.fs().delete(path("/a" + SUFFIX), false)).isTrue();
    assertThatThrownBy(() -> files.read("/a")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void aBucketIsCopiedByteForByteThroughUs() throws IOException {
    files.write("/a", CONTENT);
    try (FSDataOutputStream out = files.fs().create(path("/b" + SUFFIX), false)) {
      out.write(files.read("/a" + SUFFIX));
    }
    assertThat(files.read("/b")).isEqualTo(CONTENT);
    assertThat(files.fs().getFileStatus(path("/b")).getLen()).isEqualTo(CONTENT.length);
    assertThatThrownBy(() -> files.fs().create(path("/b" + SUFFIX), false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void aRawCopyThatDoesNotVerifyLeavesWhatWasThere() throws IOException {
    files.write("/a", CONTENT);
    for (byte[] bytes : new byte[][] {new byte[0], CONTENT, new byte[100]}) {
      FSDataOutputStream out = files.fs().create(path("/a" + SUFFIX), true);
      out.write(bytes);
      assertThatThrownBy(out::close)
          .isInstanceOf(PathIOException.class)
          .hasMessageContaining("/a" + SUFFIX);
    }
    assertThat(files.read("/a")).isEqualTo(CONTENT);
    assertThat(files.namesOnDisk("/")).containsExactly("a" + SUFFIX);
  }

  @Test
  public void anExclusiveRawCopyThatComesTooLateIsRefused() throws IOException {
    files.write("/a", CONTENT);
    FSDataOutputStream out = files.fs().create(path("/b" + SUFFIX), false);
    out.write(files.read("/a" + SUFFIX));
    files.write("/b", new byte[7]);
    assertThatThrownBy(out::close).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files.read("/b")).isEqualTo(new byte[7]);
    assertThat(files.namesOnDisk("/")).containsExactly("a" + SUFFIX, "b" + SUFFIX);
  }

  @Test
  public void aCompressedFileIsNotRenamedToAPhysicalName() throws IOException {
    files.write("/a", CONTENT);
    assertThatThrownBy(() -> files.fs().rename(path("/a"), path("/b" + SUFFIX)))
        .isInstanceOf(PathIOException.class);
    assertThat(files.read("/a")).isEqualTo(CONTENT);
  }

  @Test
  public void storedBytesAreNotAppendedToOrConcatenated() throws IOException {
    files.write("/a", CONTENT);
    files.write("/b", CONTENT);
    assertThatThrownBy(() -> files.fs().append(path("/a" + SUFFIX)))
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining("without " + SUFFIX);
    assertThatThrownBy(
            () ->
                files
                    .fs()
                    .concat(path("/a"), new org.apache.hadoop.fs.Path[] {path("/b" + SUFFIX)}))
        .isInstanceOf(PathIOException.class);
    assertThat(files.read("/a")).isEqualTo(CONTENT);
    assertThat(files.read("/b")).isEqualTo(CONTENT);
  }

  @Test
  public void storedBytesUnderAnotherNameAreAPlainFile() throws IOException {
    files.write("/a", CONTENT);
    byte[] stored = files.read("/a" + SUFFIX);
    assertThat(files.fs().rename(path("/a" + SUFFIX), path("/b.zst"))).isTrue();
    assertThat(files.read("/b.zst")).isEqualTo(stored);
    assertThat(files.names("/")).containsExactly("b.zst");
  }

  @Test
  public void whatIsListedCanBeOpenedByThatName() throws IOException {
    files.write("/a", CONTENT);
    byte[] stored = files.read("/a" + SUFFIX);
    String twice = "/b" + SUFFIX + SUFFIX;
    assertThatThrownBy(() -> files.write(twice, stored))
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining(twice);
    files.put(twice, stored);
    for (FileStatus status : files.fs().listStatus(path("/"))) {
      assertThat(FileSystemFixture.read(files.fs(), status.getPath().toString()))
          .isEqualTo(CONTENT);
    }
  }
}
