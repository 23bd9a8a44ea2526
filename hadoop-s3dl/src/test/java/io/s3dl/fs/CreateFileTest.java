package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The options of {@code createFile()}. */
@RunWith(Parameterized.class)
public class CreateFileTest {

  private static final byte[] CONTENT = Contents.text(200_000, 1);
  private static final String ETAG =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return List.of(new Variant("filedl", true), new Variant("s3dl", true));
  }

  @Rule public final FileSystemFixture files;

  public CreateFileTest(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  private FSDataOutputStreamBuilder<?, ?> create(String name) {
    return files.fs().createFile(path(name));
  }

  private static void write(FSDataOutputStream out) throws IOException {
    try (out) {
      out.write(CONTENT);
    }
  }

  private FileDescription.Frames frames(String name) throws IOException {
    return files.fs().describe(path(name)).compressed().orElseThrow();
  }

  private String etag(String name) throws IOException {
    return ((EtagSource) files.fs().getFileStatus(path(name))).getEtag();
  }

  @Test
  public void aFileHasALevelAndFramesOfItsOwn() throws Exception {
    write(create("/one").must("fs.s3dl.compression.level", "1").build());
    write(
        create("/best")
            .opt("fs.s3dl.compression.level", "19")
            .must("fs.s3dl.frame.size", "64K")
            .build());
    assertThat(frames("/one").level()).isEqualTo(1);
    assertThat(frames("/one").largestBytes()).hasValue(4096);
    assertThat(frames("/best").level()).isEqualTo(19);
    assertThat(frames("/best").largestBytes()).hasValue(65_536);
    assertThat(files.fs().describe(path("/best")).storedBytes())
        .isLessThan(files.fs().describe(path("/one")).storedBytes());
    assertThat(files.read("/one")).isEqualTo(CONTENT);
    assertThat(files.read("/best")).isEqualTo(CONTENT);
  }

  @Test
  public void aFileHasAFormOfItsOwn() throws Exception {
    write(create("/plain.csv").must("fs.s3dl.compression.codec", "none").build());
    write(create("/table.parquet").must("fs.s3dl.compression.codec", "zstd").build());
    assertThat(files.namesOnDisk("/")).containsExactly("plain.csv", "table.parquet" + SUFFIX);
    assertThat(files.read("/plain.csv")).isEqualTo(CONTENT);
    assertThat(files.read("/table.parquet")).isEqualTo(CONTENT);
  }

  @Test
  public void optionsThatAreNotLegalAreRefusedByName() {
    assertThatThrownBy(() -> create("/f").must("fs.s3dl.compression.level", "23").build())
        .hasMessageContaining("fs.s3dl.compression.level")
        .hasMessageContaining("23");
    assertThatThrownBy(() -> create("/f").must("fs.s3dl.compression.codec", "lzma").build())
        .hasMessageContaining("fs.s3dl.compression.codec")
        .hasMessageContaining("lzma");
    assertThatThrownBy(() -> create("/f").must("fs.s3dl.unknown", "1").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.s3dl.unknown");
  }

  @Test
  public void anUnknownOptionThatIsOptionalIsPassedOver() throws Exception {
    write(create("/f").opt("fs.s3a.create.performance", true).build());
    assertThat(files.read("/f")).isEqualTo(CONTENT);
  }

  @Test
  public void aFileIsReplacedOnlyAsTheOneWithItsEtag() throws Exception {
    files.write("/f", new byte[3]);
    String etag = etag("/f");
    write(create("/f").must(ETAG, etag).build());
    assertThat(files.read("/f")).isEqualTo(CONTENT);
    assertThatThrownBy(() -> create("/f").must(ETAG, etag).build())
        .isInstanceOf(ObjectChangedException.class)
        .hasMessageContaining("/f");
    FSDataOutputStream late = create("/f").must(ETAG, etag("/f")).build();
    late.write(1);
    files.write("/f", new byte[4]);
    assertThatThrownBy(late::close).isInstanceOf(ObjectChangedException.class);
    assertThat(files.read("/f")).isEqualTo(new byte[4]);
    assertThatThrownBy(() -> create("/none").must(ETAG, etag).build())
        .isInstanceOf(IOException.class);
  }

  @Test
  public void aConditionalCreationIsDecidedWhenItIsPublished() throws Exception {
    FSDataOutputStream late =
        create("/f")
            .must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true)
            .build();
    late.write(1);
    files.write("/f", CONTENT);
    assertThatThrownBy(late::close)
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("/f");
    assertThat(files.read("/f")).isEqualTo(CONTENT);
  }

  @Test
  public void parentsAreMadeOnlyIfAskedFor() throws Exception {
    assertThatThrownBy(() -> create("/d/e/f").build()).isInstanceOf(FileNotFoundException.class);
    write(create("/d/e/f").recursive().permission(new FsPermission((short) 0600)).build());
    assertThat(files.fs().getFileStatus(path("/d/e/f")).getPermission().toShort())
        .isEqualTo((short) 0600);
  }

  @Test
  public void nothingIsMadeBelowAFileOrOverADirectory() throws Exception {
    files.write("/d/f", CONTENT);
    Path below = path("/d/f/g");
    assertThatThrownBy(() -> files.fs().create(below)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.fs().mkdirs(below)).isInstanceOf(IOException.class);
    assertThat(files.fs().exists(below)).isFalse();
    for (String directory : new String[] {"/", "/d"}) {
      assertThatThrownBy(() -> files.fs().create(path(directory), true))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }
}
