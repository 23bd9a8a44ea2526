package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.PathIOException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Writers of one name that would store it in different forms, and what is made in its place. */
public class RivalWritersTest {

  private static final byte[] OURS = Contents.text(9000, 1);
  private static final byte[] THEIRS = Contents.text(20_000, 2);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));
  private ObjectFileSystem plain;

  @Before
  public void openPlain() throws IOException {
    plain = files.open("fs.s3dl.compression.codec", "none");
  }

  private Twins twins() {
    FileSystemParts parts = files.fs().parts();
    return new Twins(parts.volume().store(), parts.namespace());
  }

  @Test
  public void whatARivalPublishesMeanwhileIsNotRemoved() throws IOException {
    FileSystemFixture.write(plain, "/f", OURS);
    try (Twins.Replaced seen = twins().otherBefore("f", Form.COMPRESSED, true)) {
      FileSystemFixture.write(plain, "/f", THEIRS);
      seen.remove();
    }
    assertThat(files.read("/f")).isEqualTo(THEIRS);
  }

  @Test
  public void whatWasThereBeforeIsRemoved() throws IOException {
    FileSystemFixture.write(plain, "/f", OURS);
    files.write("/f", THEIRS);
    assertThat(files.namesOnDisk("/")).containsExactly("f" + SUFFIX);
    FileSystemFixture.write(plain, "/f", OURS);
    assertThat(files.namesOnDisk("/")).containsExactly("f");
  }

  @Test
  public void ofOverwritesInBothFormsOneRemains() throws Exception {
    for (int round = 0; round < 300; round++) {
      FileSystemFixture.inThreads(
          2,
          i -> {
            FileSystemFixture.write(i == 0 ? files.fs() : plain, "/f", i == 0 ? OURS : THEIRS);
            return null;
          });
      assertThat(files.read("/f")).isIn(OURS, THEIRS);
    }
  }

  @Test
  public void anExclusiveWriterLosesToOneInTheOtherForm() throws IOException {
    FSDataOutputStream out = files.fs().create(path("/f"), false);
    out.write(OURS);
    FileSystemFixture.write(plain, "/f", THEIRS);
    assertThatThrownBy(out::close)
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("/f");
    assertThat(files.read("/f")).isEqualTo(THEIRS);
    assertThat(files.namesOnDisk("/")).containsExactly("f");
  }

  @Test
  public void aFileDoesNotHideADirectoryThatIsMadeMeanwhile() throws IOException {
    FSDataOutputStream out = files.fs().create(path("/f"));
    out.write(OURS);
    Files.createDirectory(files.disk("/f"));
    Files.write(files.disk("/f/child"), THEIRS);
    assertThatThrownBy(out::close).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files.namesOnDisk("/")).containsExactly("f");
    assertThat(files.read("/f/child")).isEqualTo(THEIRS);
  }

  @Test
  public void aRawCopyTakesThePlaceOfThePlainFormOnlyIfItMay() throws IOException {
    files.write("/source", OURS);
    byte[] stored = Files.readAllBytes(files.stored("/source"));
    FileSystemFixture.write(plain, "/f", THEIRS);
    FSDataOutputStream exclusive = files.fs().create(path("/f" + SUFFIX), false);
    exclusive.write(stored);
    assertThatThrownBy(exclusive::close).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files.read("/f")).isEqualTo(THEIRS);
    files.write("/f" + SUFFIX, stored);
    assertThat(files.read("/f")).isEqualTo(OURS);
    assertThat(files.namesOnDisk("/")).containsExactly("f" + SUFFIX, "source" + SUFFIX);
  }

  @Test
  public void aDirectoryGetsNoPhysicalName() throws IOException {
    files.fs().mkdirs(path("/d"));
    assertThatThrownBy(() -> files.fs().rename(path("/d"), path("/x" + SUFFIX)))
        .isInstanceOf(PathIOException.class);
    files.write("/x", OURS);
    assertThat(files.names("/")).containsExactlyInAnyOrder("d", "x");
  }

  @Test
  public void aTreeCanBeDeletedBySeveralAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        files.write("/t/" + i % 3 + "/" + i, OURS);
      }
      List<Boolean> deleted =
          new ArrayList<>(FileSystemFixture.inThreads(4, i -> files.fs().delete(path("/t"), true)));
      assertThat(deleted).contains(true);
      assertThat(files.fs().exists(path("/t"))).isFalse();
    }
  }

  @Test
  public void aConditionOnStoredBytesIsRefused() throws IOException {
    files.write("/f", OURS);
    assertThatThrownBy(
            () ->
                files
                    .fs()
                    .createFile(path("/f" + SUFFIX))
                    .opt("fs.option.create.conditional.overwrite.etag", "x")
                    .build())
        .isInstanceOf(PathIOException.class);
    assertThatThrownBy(
            () ->
                files
                    .fs()
                    .createFile(path("/f"))
                    .opt("fs.option.create.conditional.overwrite.etag", "x")
                    .opt("fs.option.create.conditional.overwrite", true)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contradict");
  }

  /** The shell deletes the target between writing the copy and renaming it. */
  @Test
  public void aCopyToAPhysicalNameIsRefusedBeforeTheTargetIsDeleted() throws IOException {
    FSDataOutputStream copy = files.fs().create(path("/f" + SUFFIX + "._COPYING_"));
    copy.write(OURS);
    assertThatThrownBy(copy::close).isInstanceOf(PathIOException.class);
    assertThat(files.namesOnDisk("/")).isEmpty();
  }
}
