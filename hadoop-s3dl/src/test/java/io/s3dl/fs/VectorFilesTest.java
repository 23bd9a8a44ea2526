package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.format.CorruptObjectException;
import io.s3dl.format.ForeignObjectException;
import io.s3dl.format.ObjectFormatException;
import io.s3dl.format.UnsupportedObjectException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.PathIOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Every vector of the format as a file of the file system, and as a raw copy. */
@RunWith(Parameterized.class)
public class VectorFilesTest {

  @Parameterized.Parameters(name = "{0}, {1}")
  public static List<Object[]> vectors() throws IOException {
    try (Stream<Path> all = Files.list(directory())) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zst"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .flatMap(
              name ->
                  Stream.of("filedl", "s3dl")
                      .map(scheme -> new Object[] {name, new Variant(scheme, true)}))
          .toList();
    }
  }

  private final String name;

  @Rule public final FileSystemFixture files;

  public VectorFilesTest(String name, Variant variant) {
    this.name = name;
    this.files = new FileSystemFixture(variant);
  }

  private static Path directory() {
    try {
      return new File(VectorFilesTest.class.getResource("/vectors").toURI()).toPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean good() {
    return name.startsWith("good-");
  }

  private byte[] object() throws IOException {
    return Files.readAllBytes(directory().resolve(name + ".zst"));
  }

  private byte[] content() throws IOException {
    return Files.readAllBytes(directory().resolve(name));
  }

  private Class<? extends IOException> refusal() {
    return switch (name.substring(0, name.indexOf('-'))) {
      case "corrupt" -> CorruptObjectException.class;
      case "foreign" -> ForeignObjectException.class;
      case "unsupported" -> UnsupportedObjectException.class;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  public void aFileIsListedUnderItsLogicalNameAndReadOrRefused() throws IOException {
    files.fs().mkdirs(path("/d"));
    files.put("/d/" + name + SUFFIX, object());
    FileStatus[] listed = files.fs().listStatus(path("/d"));
    assertThat(listed).hasSize(1);
    assertThat(listed[0].getPath().getName()).isEqualTo(name);
    assertThat(files.fs().getFileStatus(path("/d/" + name)).getLen()).isEqualTo(listed[0].getLen());
    assertThat(files.read("/d/" + name + SUFFIX)).isEqualTo(object());
    if (good()) {
      assertThat(listed[0].getLen()).isEqualTo(content().length);
      assertThat(files.read("/d/" + name)).isEqualTo(content());
      return;
    }
    assertThatThrownBy(() -> files.read("/d/" + name))
        .isInstanceOf(refusal())
        .hasMessageContaining("/d/" + name);
    assertThat(listed[0].getLen()).isEqualTo(opens() ? listed[0].getLen() : object().length);
    assertThat(files.fs().delete(path("/d/" + name), false)).isTrue();
    assertThat(files.namesOnDisk("/d")).isEmpty();
  }

  /** Whether the damage is in the frames only, so that reading meets it and opening does not. */
  private boolean opens() throws IOException {
    try {
      files.fs().open(path("/d/" + name)).close();
      return true;
    } catch (ObjectFormatException e) {
      return false;
    }
  }

  @Test
  public void aRawCopyIsAcceptedIfItVerifies() throws IOException {
    String physical = "/d/" + name + SUFFIX;
    if (good()) {
      files.write(physical, object());
      assertThat(files.namesOnDisk("/d")).containsExactly(name + SUFFIX);
      assertThat(files.read("/d/" + name)).isEqualTo(content());
      assertThat(files.read(physical)).isEqualTo(object());
      return;
    }
    files.fs().mkdirs(path("/d"));
    FSDataOutputStream out = files.fs().create(path(physical));
    out.write(object());
    assertThatThrownBy(out::close)
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining(physical)
        .hasCauseInstanceOf(ObjectFormatException.class);
    assertThat(files.namesOnDisk("/d")).isEmpty();
  }

  @Test
  public void aFileGetsAPhysicalNameByRenameIfItVerifies() throws IOException {
    files.put("/upload", object());
    if (good()) {
      assertThat(files.fs().rename(path("/upload"), path("/" + name + SUFFIX))).isTrue();
      assertThat(files.namesOnDisk("/")).containsExactly(name + SUFFIX);
      assertThat(files.read("/" + name)).isEqualTo(content());
      return;
    }
    assertThatThrownBy(() -> files.fs().rename(path("/upload"), path("/" + name + SUFFIX)))
        .isInstanceOf(PathIOException.class);
    assertThat(files.namesOnDisk("/")).containsExactly("upload");
  }
}
