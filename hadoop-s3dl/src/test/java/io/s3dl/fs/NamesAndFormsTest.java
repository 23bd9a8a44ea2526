package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Which form a file has, and what there is while it has both. */
@RunWith(Parameterized.class)
public class NamesAndFormsTest {

  private static final byte[] OLD = Contents.text(9000, 1);
  private static final byte[] NEW = Contents.text(20_000, 2);

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return List.of(new Variant("filedl", true), new Variant("s3dl", true));
  }

  @Rule public final FileSystemFixture files;

  public NamesAndFormsTest(Variant variant) {
    files = new FileSystemFixture(variant);
  }

  private ObjectFileSystem plainFs() throws IOException {
    return files.open("fs.s3dl.compression.codec", "none");
  }

  /** Makes both forms of a name, as writers of different configurations may at one moment. */
  private void writeBoth(String path, byte[] compressed, byte[] plain) throws IOException {
    files.write(path, compressed);
    files.put(path, plain);
  }

  @Test
  public void theNameDecidesTheForm() throws IOException {
    for (String name : List.of("a.csv", "b", "c.json", "000000_0", "x.csv._COPYING_", "y.tmp")) {
      files.write("/d/" + name, NEW);
      assertThat(files.bytes("/d/" + name + SUFFIX)).isNotNull();
      assertThat(files.bytes("/d/" + name)).isNull();
    }
    for (String name :
        List.of(
            "a.parquet",
            "a.PARQUET",
            "a.csv.zst",
            "a.gz",
            "a.orc._COPYING_",
            "a.gz.tmp.tmp",
            "_SUCCESS",
            "_metadata",
            "_started_1",
            "_committed_1")) {
      files.write("/d/" + name, NEW);
      assertThat(files.bytes("/d/" + name)).isEqualTo(NEW);
      assertThat(files.bytes("/d/" + name + SUFFIX)).isNull();
    }
    for (FileStatus status : files.fs().listStatus(path("/d"))) {
      assertThat(status.getLen()).isEqualTo(NEW.length);
      assertThat(FileSystemFixture.read(files.fs(), status.getPath().toString())).isEqualTo(NEW);
    }
  }

  @Test
  public void configuredPathsArePlain() throws IOException {
    ObjectFileSystem fs = files.open("fs.s3dl.plain.paths", "/warehouse/orders/**");
    FileSystemFixture.write(fs, "/warehouse/orders/p=1/000000_0", NEW);
    FileSystemFixture.write(fs, "/warehouse/other/000000_0", NEW);
    assertThat(files.bytes("/warehouse/orders/p=1/000000_0")).isEqualTo(NEW);
    assertThat(files.bytes("/warehouse/other/000000_0" + SUFFIX)).isNotNull();
  }

  @Test
  public void contentThatDoesNotShrinkKeepsItsForm() throws IOException {
    byte[] noise = Contents.random(100_000, 1);
    files.write("/noise.csv", noise);
    assertThat(files.namesOnDisk("/")).containsExactly("noise.csv" + SUFFIX);
    assertThat(files.read("/noise.csv")).isEqualTo(noise);
    assertThat(files.storedSize(files.physical("/noise.csv"))).isLessThan(102_000);
  }

  @Test
  public void namesThatAreTooLongWithTheSuffixArePlain() throws IOException {
    int longest = files.variant().isFlat() ? 1024 : 255;
    for (int length : new int[] {longest - 9, longest - 8, longest}) {
      String name = "/" + "n".repeat(length);
      files.write(name, NEW);
      boolean plain = length > longest - SUFFIX.length();
      assertThat(files.bytes(name) != null).isEqualTo(plain);
      assertThat(files.read(name)).isEqualTo(NEW);
      assertThat(files.fs().getFileStatus(path(name)).getLen()).isEqualTo(NEW.length);
    }
    String umlauts = "/" + "ü".repeat((longest - 5) / 2); // two bytes each
    files.write(umlauts, NEW);
    assertThat(files.read(umlauts)).isEqualTo(NEW);
    assertThat(files.names("/")).hasSize(4);
    assertThatThrownBy(() -> files.write("/" + "n".repeat(longest + 1), NEW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }

  @Test
  public void aCompressedFileIsNotRenamedToANameThatIsTooLong() throws IOException {
    files.write("/a", NEW);
    String name = "/" + "n".repeat(files.variant().isFlat() ? 1020 : 250);
    assertThatThrownBy(() -> files.fs().rename(path("/a"), path(name)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
    assertThat(files.read("/a")).isEqualTo(NEW);
  }

  @Test
  public void whereBothFormsExistTheCompressedOneWins() throws IOException {
    writeBoth("/d/a.csv", NEW, OLD);
    // In a store of keys alone, who expects a plain file takes it without another request.
    List<ObjectFileSystem> all =
        files.variant().isFlat() ? List.of(files.fs()) : List.of(files.fs(), plainFs());
    for (ObjectFileSystem fs : all) {
      assertThat(FileSystemFixture.read(fs, "/d/a.csv")).isEqualTo(NEW);
      assertThat(fs.getFileStatus(path("/d/a.csv")).getLen()).isEqualTo(NEW.length);
      FileStatus[] listed = fs.listStatus(path("/d"));
      assertThat(listed).hasSize(1);
      assertThat(listed[0].getLen()).isEqualTo(NEW.length);
      assertThat(fs.getContentSummary(path("/d")).getFileCount()).isEqualTo(1);
    }
  }

  @Test
  public void anOverwriteChangesTheFormInEitherDirection() throws IOException {
    ObjectFileSystem plain = plainFs();
    FileSystemFixture.write(plain, "/a.csv", OLD);
    files.write("/a.csv", NEW);
    assertThat(files.namesOnDisk("/")).containsExactly("a.csv" + SUFFIX);
    assertThat(FileSystemFixture.read(plain, "/a.csv")).isEqualTo(NEW);
    FileSystemFixture.write(plain, "/a.csv", OLD);
    assertThat(files.namesOnDisk("/")).containsExactly("a.csv");
    assertThat(files.read("/a.csv")).isEqualTo(OLD);
  }

  @Test
  public void theOldContentIsThereUntilTheNewFormIsClosed() throws IOException {
    ObjectFileSystem plain = plainFs();
    files.write("/a.csv", OLD);
    try (FSDataOutputStream out = plain.create(path("/a.csv"), true)) {
      out.write(NEW);
      assertThat(files.read("/a.csv")).isEqualTo(OLD);
    }
    assertThat(files.read("/a.csv")).isEqualTo(NEW);
  }

  @Test
  public void nothingComesBackToLifeAfterADeletion() throws IOException {
    writeBoth("/a.csv", NEW, OLD);
    assertThat(files.fs().delete(path("/a.csv"), false)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
    writeBoth("/d/a.csv", NEW, OLD);
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.fs().exists(path("/d"))).isFalse();
  }

  @Test
  public void nothingComesBackToLifeAfterARename() throws IOException {
    writeBoth("/a.csv", NEW, OLD);
    assertThat(files.fs().rename(path("/a.csv"), path("/b.csv"))).isTrue();
    assertThat(files.namesOnDisk("/")).containsExactly("b.csv" + SUFFIX);
    assertThat(files.read("/b.csv")).isEqualTo(NEW);
  }

  @Test
  public void nothingComesBackToLifeAfterTheRemovalOfTheStoredBytes() throws IOException {
    writeBoth("/a.csv", NEW, OLD);
    assertThat(files.fs().delete(path("/a.csv" + SUFFIX), false)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
    writeBoth("/a.csv", NEW, OLD);
    assertThat(files.fs().rename(path("/a.csv" + SUFFIX), path("/b.csv" + SUFFIX))).isTrue();
    assertThat(files.namesOnDisk("/")).containsExactly("b.csv" + SUFFIX);
  }

  @Test
  public void aRenameOverAFileReplacesBothItsForms() throws Exception {
    ObjectFileSystem plain = plainFs();
    for (boolean compressedSource : new boolean[] {true, false}) {
      FileSystemFixture.write(compressedSource ? files.fs() : plain, "/from", NEW);
      writeBoth("/to", OLD, OLD);
      files.fs().renameExactly(path("/from"), path("/to"), true);
      assertThat(files.namesOnDisk("/")).containsExactly(compressedSource ? "to" + SUFFIX : "to");
      assertThat(files.read("/to")).isEqualTo(NEW);
    }
  }

  @Test
  public void renameKeepsTheForm() throws IOException {
    ObjectFileSystem plain = plainFs();
    FileSystemFixture.write(plain, "/plain.csv", OLD);
    files.write("/compressed.csv", NEW);
    assertThat(files.fs().rename(path("/plain.csv"), path("/p.txt"))).isTrue();
    assertThat(files.fs().rename(path("/compressed.csv"), path("/c.parquet"))).isTrue();
    assertThat(files.namesOnDisk("/")).containsExactly("c.parquet" + SUFFIX, "p.txt");
    assertThat(files.read("/p.txt")).isEqualTo(OLD);
    assertThat(files.read("/c.parquet")).isEqualTo(NEW);
  }

  @Test
  public void aUsersOwnZstdFileIsAFileOfItsOwn() throws IOException {
    files.write("/a.csv", NEW);
    files.write("/a.csv.zst", OLD);
    assertThat(files.namesOnDisk("/")).containsExactly("a.csv" + SUFFIX, "a.csv.zst");
    assertThat(files.names("/")).containsExactlyInAnyOrder("a.csv", "a.csv.zst");
    assertThat(files.read("/a.csv.zst")).isEqualTo(OLD);
    assertThat(files.fs().delete(path("/a.csv"), false)).isTrue();
    assertThat(files.names("/")).containsExactly("a.csv.zst");
  }

  @Test
  public void reservedNamesCannotBeMade() throws IOException {
    files.write("/a", NEW);
    for (String name : List.of("/.s3dl-x", "/.s3dl-tmp-" + "0".repeat(32))) {
      assertThatThrownBy(() -> files.write(name, NEW)).hasMessageContaining(".s3dl-");
      assertThatThrownBy(() -> files.fs().mkdirs(path(name))).hasMessageContaining(".s3dl-");
      assertThatThrownBy(() -> files.fs().rename(path("/a"), path(name)))
          .hasMessageContaining(".s3dl-");
    }
    assertThatThrownBy(() -> files.fs().mkdirs(path("/d" + SUFFIX)))
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining(SUFFIX);
    assertThat(files.namesOnDisk("/")).containsExactly("a" + SUFFIX);
  }

  @Test
  public void theSuffixAloneIsANameLikeOthers() throws IOException {
    files.write("/" + SUFFIX, NEW);
    assertThat(files.names("/")).containsExactly(SUFFIX);
    assertThat(files.read("/" + SUFFIX)).isEqualTo(NEW);
    assertThat(files.fs().delete(path("/" + SUFFIX), false)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void whatAWriterThatDiedLeftIsNotListedAndDoesNotKeepADirectory() throws IOException {
    files.write("/d/a", NEW);
    files.put("/d/.s3dl-tmp-0123456789abcdef0123456789abcdef", OLD);
    files.put("/d/.s3dl-append-x", OLD);
    assertThat(files.names("/d")).containsExactly("a");
    assertThat(files.fs().getContentSummary(path("/d")).getFileCount()).isEqualTo(1);
    assertThatThrownBy(() -> files.fs().delete(path("/d"), false))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.namesOnDisk("/")).isEmpty();
  }

  @Test
  public void aListingHoldsPlainNamesBack() throws IOException {
    List<String> expected = new ArrayList<>();
    for (String name : List.of("P-1", "P-2", "P.", "P.s3dl.zst-x", "P.z", "Q", "P-1-1", "P!")) {
      files.put("/" + name, OLD);
      expected.add(name);
    }
    writeBoth("/P", NEW, OLD);
    writeBoth("/P-1.s", NEW, OLD);
    writeBoth("/P.s", NEW, OLD);
    files.write("/R", NEW);
    expected.addAll(List.of("P", "P-1.s", "P.s", "R"));
    assertThat(files.names("/")).containsExactlyInAnyOrderElementsOf(expected);
    for (FileStatus status : files.fs().listStatus(path("/"))) {
      boolean compressed = List.of("P", "P-1.s", "P.s", "R").contains(status.getPath().getName());
      assertThat(status.getLen()).isEqualTo(compressed ? NEW.length : OLD.length);
    }
  }

  @Test
  public void fifteenHundredSiblingsOfAPrefixAreListedOnceEach() throws IOException {
    writeBoth("/d/P", NEW, "old".getBytes(UTF_8));
    List<String> expected = new ArrayList<>(List.of("P"));
    for (int i = 0; i < 1500; i++) {
      files.put("/d/P-" + i, new byte[0]);
      expected.add("P-" + i);
    }
    assertThat(files.names("/d")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(files.fs().getFileStatus(path("/d/P")).getLen()).isEqualTo(NEW.length);
    assertThatThrownBy(() -> files.fs().getFileStatus(path("/d/P-1500")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void aFileWinsOverADirectoryOfItsName() throws IOException {
    files.write("/a", NEW);
    if (files.variant().isFlat()) {
      files.put("/a/x", OLD);
    } else {
      Files.createDirectory(files.disk("/a"));
    }
    assertThat(files.names("/")).containsExactly("a");
    assertThat(files.fs().getFileStatus(path("/a")).isFile()).isTrue();
    assertThat(files.read("/a")).isEqualTo(NEW);
  }

  @Test
  public void anExclusiveCreateSeesBothForms() throws Exception {
    ObjectFileSystem plain = plainFs();
    files.write("/a", NEW);
    FileSystemFixture.write(plain, "/b", NEW);
    for (String name : List.of("/a", "/b")) {
      for (ObjectFileSystem fs : List.of(files.fs(), plain)) {
        assertThatThrownBy(() -> fs.create(path(name), false))
            .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
      }
    }
    assertThat(files.fs().rename(path("/a"), path("/b"))).isFalse();
    assertThatThrownBy(() -> files.fs().renameExactly(path("/a"), path("/b"), false))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
  }
}
