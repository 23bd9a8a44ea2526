package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.Assume.assumeFalse;

import io.s3dl.Contents;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.RawPathHandle;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UploadHandle;
import org.apache.hadoop.fs.XAttrSetFlag;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** What there is besides content: attributes, handles, listings, capabilities, the life of it. */
@RunWith(Parameterized.class)
public class FileOperationsTest {

  private static final byte[] CONTENT = Contents.text(30_000, 1);

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;
  private final Variant variant;

  public FileOperationsTest(Variant variant) {
    this.variant = variant;
    this.files = new FileSystemFixture(variant);
  }

  private int mode(String path) throws IOException {
    return files.fs().getFileStatus(path(path)).getPermission().toShort();
  }

  @Test
  public void permissionsAreThoseAskedForLessTheMask() throws IOException {
    assumeFalse(files.variant().isFlat());
    files.fs().getConf().set("fs.permissions.umask-mode", "027");
    files.fs().mkdirs(path("/d/e"), new FsPermission((short) 0777));
    assertThat(mode("/d/e")).isEqualTo(0750);
    files.write("/d/f", CONTENT);
    assertThat(mode("/d/f")).isEqualTo(0640);
    files.fs().getConf().set("fs.permissions.umask-mode", "000");
    files.write("/d/g", CONTENT);
    assertThat(mode("/d/g")).isEqualTo(0666);
    files.fs().setPermission(path("/d/g"), new FsPermission((short) 0604));
    assertThat(mode("/d/g")).isEqualTo(0604);
    files.write("/d/g", CONTENT);
    assertThat(files.read("/d/g")).isEqualTo(CONTENT);
  }

  @Test
  public void permissionsGivenToAFileThatIsBeingWrittenAreItsOwn() throws IOException {
    FsPermission permission = new FsPermission((short) 0604);
    try (FSDataOutputStream out = FileSystem.create(files.fs(), path("/d/f"), permission)) {
      assertThat(files.fs().exists(path("/d/f"))).isFalse();
      out.write(CONTENT);
    }
    assertThat(mode("/d/f")).isEqualTo(0604);
    assertThat(files.read("/d/f")).isEqualTo(CONTENT);
    FileSystem.create(files.fs(), path("/d/g"), permission).abort();
    for (String name : List.of("/d/g", "/d/none")) {
      assertThatThrownBy(() -> files.fs().setPermission(path(name), permission))
          .isInstanceOf(FileNotFoundException.class);
    }
    FileSystem.create(files.fs(), path("/d/f"), new FsPermission((short) 0600)).abort();
    assertThat(mode("/d/f")).as("of the file that was not replaced").isEqualTo(0604);
  }

  @Test
  public void aSlashAtTheEndOfAUriIsNoPartOfAName() throws IOException {
    Path slashed = new Path(files.fs().getUri().resolve("d/"));
    assertThat(slashed.toString()).endsWith("d/");
    assertThat(files.fs().exists(slashed)).isFalse();
    assertThat(files.fs().mkdirs(slashed)).isTrue();
    files.write("/d/f", CONTENT);
    assertThat(files.fs().getFileStatus(slashed).getPath())
        .isEqualTo(files.fs().makeQualified(path("/d")));
    assertThat(files.fs().listStatus(slashed)).hasSize(1);
    assertThat(files.fs().listStatus(new Path(files.fs().getUri()))).hasSize(1);
    assertThat(files.fs().delete(slashed, true)).isTrue();
    assertThat(files.fs().exists(path("/d"))).isFalse();
  }

  @Test
  public void timesAreKept() throws IOException {
    files.write("/f", CONTENT);
    OptionalInt crc = files.fs().describe(path("/f")).crc32c();
    files.fs().setTimes(path("/f"), 1_600_000_000_123L, 1_500_000_000_000L);
    FileStatus status = files.fs().getFileStatus(path("/f"));
    assertThat(status.getModificationTime()).isEqualTo(1_600_000_000_123L);
    assertThat(status.getAccessTime()).isEqualTo(1_500_000_000_000L);
    files.fs().setTimes(path("/f"), -1, 1_400_000_000_000L);
    assertThat(files.fs().getFileStatus(path("/f")).getModificationTime())
        .isEqualTo(1_600_000_000_123L);
    assertThat(files.read("/f")).isEqualTo(CONTENT);
    assertThat(files.fs().describe(path("/f")).crc32c()).isEqualTo(crc);
  }

  @Test
  public void extendedAttributesAreKept() throws IOException {
    assumeThat(Files.getFileStore(files.root()).supportsFileAttributeView("user")).isTrue();
    files.write("/f", CONTENT);
    Path f = path("/f");
    assertThat(files.fs().listXAttrs(f)).isEmpty();
    files.fs().setXAttr(f, "user.a", new byte[] {1});
    files.fs().setXAttr(f, "user.b", null);
    assertThat(files.fs().getXAttrs(f)).containsOnlyKeys("user.a", "user.b");
    assertThatThrownBy(
            () -> files.fs().setXAttr(f, "user.a", null, EnumSet.of(XAttrSetFlag.CREATE)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.fs().setXAttr(f, "trusted.a", new byte[1]))
        .hasMessageContaining("user.");
    assertThat(files.fs().rename(f, path("/g"))).isTrue();
    assertThat(files.fs().getXAttr(path("/g"), "user.a")).containsExactly(1);
    files.fs().removeXAttr(path("/g"), "user.a");
    assertThatThrownBy(() -> files.fs().getXAttr(path("/g"), "user.a"))
        .hasMessageContaining("user.a");
    assertThat(files.fs().getXAttrs(path("/g"), List.of("user.b", "user.x")))
        .containsOnlyKeys("user.b");
  }

  @Test
  public void aHandleOpensTheFileItWasMadeForAndNoOther() throws IOException {
    files.write("/f", CONTENT);
    FileStatus status = files.fs().getFileStatus(path("/f"));
    PathHandle exact = files.fs().getPathHandle(status, Options.HandleOpt.exact());
    PathHandle byPath = files.fs().getPathHandle(status, Options.HandleOpt.path());
    for (PathHandle handle : List.of(exact, byPath)) {
      ByteBuffer bytes = handle.bytes();
      try (FSDataInputStream in = files.fs().open(new RawPathHandle(bytes))) {
        assertThat(in.readAllBytes()).isEqualTo(CONTENT);
      }
    }
    files.write("/f", new byte[5]);
    assertThatThrownBy(() -> files.fs().open(exact)).isInstanceOf(InvalidPathHandleException.class);
    files.fs().open(byPath).close();
    files.fs().delete(path("/f"), false);
    assertThatThrownBy(() -> files.fs().open(byPath))
        .isInstanceOf(InvalidPathHandleException.class);
    assertThatThrownBy(() -> files.fs().open(new RawPathHandle(ByteBuffer.wrap(new byte[] {1, 2}))))
        .isInstanceOf(InvalidPathHandleException.class);
  }

  @Test
  public void listingsAgreeWithOneAnother() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    for (String name : List.of("/d/a", "/d/e/b", "/d/e/f/c.gz", "/d/z")) {
      files.write(name, Contents.text(1000 + name.length(), 1));
      expected.put(name, 1000L + name.length());
    }
    Map<String, Long> found = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> all = files.fs().listFiles(path("/d"), true);
    while (all.hasNext()) {
      LocatedFileStatus status = all.next();
      found.put(status.getPath().toUri().getPath(), status.getLen());
      assertThat(((EtagSource) status).getEtag())
          .isEqualTo(((EtagSource) files.fs().getFileStatus(status.getPath())).getEtag())
          .isNotBlank();
      assertThat(status.getBlockLocations()).hasSize(1);
    }
    assertThat(found).isEqualTo(expected);
    List<String> names = new ArrayList<>();
    RemoteIterator<FileStatus> children = files.fs().listStatusIterator(path("/d"));
    while (children.hasNext()) {
      names.add(children.next().getPath().getName());
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(files.names("/d"));
    assertThat(names).containsExactlyInAnyOrder("a", "e", "z");
    assertThatThrownBy(() -> files.fs().listStatusIterator(path("/none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  /** Hadoop's own bulk deletion, a file at a time. */
  @Test
  public void filesAreDeletedInBulk() throws IOException {
    files.write("/d/a", CONTENT);
    files.write("/d/e/c", CONTENT);
    try (BulkDelete bulk = files.fs().createBulkDelete(files.fs().makeQualified(path("/d")))) {
      for (String name : List.of("/d/a", "/d/none")) {
        assertThat(bulk.bulkDelete(List.of(files.fs().makeQualified(path(name))))).isEmpty();
      }
      assertThat(bulk.bulkDelete(List.of(files.fs().makeQualified(path("/d/e"))))).hasSize(1);
    }
    assertThat(files.names("/d")).containsExactly("e");
  }

  @Test
  public void aFileIsPutTogetherFromPartsOfAnUpload() throws Exception {
    Path file = files.fs().makeQualified(path("/f"));
    try (MultipartUploader uploader = files.fs().createMultipartUploader(path("/")).build()) {
      UploadHandle upload = uploader.startUpload(file).get();
      Map<Integer, PartHandle> parts = new TreeMap<>();
      for (int i = 1; i <= 3; i++) {
        parts.put(
            i,
            uploader
                .putPart(upload, i, i == 3, file, new ByteArrayInputStream(CONTENT), CONTENT.length)
                .get());
      }
      uploader.complete(upload, file, parts).get();
    }
    byte[] found = files.read("/f");
    assertThat(found).hasSize(3 * CONTENT.length);
    assertThat(java.util.Arrays.copyOfRange(found, CONTENT.length, 2 * CONTENT.length))
        .isEqualTo(CONTENT);
    assertThat(files.names("/")).containsExactly("f");
  }

  @Test
  public void linksAreRemovedAndNeverFollowedByADeletion() throws IOException {
    files.write("/keep/a", CONTENT);
    files.fs().mkdirs(path("/d"));
    Files.createSymbolicLink(files.disk("/d/dir"), files.disk("/keep"));
    Files.createSymbolicLink(files.disk("/d/file"), files.stored("/keep/a"));
    Files.createSymbolicLink(files.disk("/d/dangling"), files.disk("/none"));
    Files.createSymbolicLink(files.disk("/d/x" + PathMapper.SUFFIX), files.disk("/none"));
    assertThat(files.names("/d")).contains("dir", "file", "dangling");
    assertThat(files.fs().getContentSummary(path("/d")).getDirectoryCount()).isEqualTo(2);
    assertThat(files.fs().delete(path("/d"), true)).isTrue();
    assertThat(files.disk("/d")).doesNotExist();
    assertThat(files.read("/keep/a")).isEqualTo(CONTENT);
  }

  @Test
  public void capabilitiesAreTrue() throws IOException {
    for (String capability :
        List.of(
            CommonPathCapabilities.FS_APPEND,
            CommonPathCapabilities.FS_CONCAT,
            CommonPathCapabilities.FS_CHECKSUMS,
            CommonPathCapabilities.ETAGS_AVAILABLE,
            CommonPathCapabilities.BULK_DELETE)) {
      assertThat(files.fs().hasPathCapability(path("/f"), capability)).isTrue();
    }
    for (String capability :
        List.of(
            CommonPathCapabilities.FS_PERMISSIONS,
            CommonPathCapabilities.ETAGS_PRESERVED_IN_RENAME)) {
      assertThat(files.fs().hasPathCapability(path("/f"), capability))
          .isEqualTo(!files.variant().isFlat());
    }
    assertThat(files.fs().hasPathCapability(path("/f"), "fs.option.create.conditional.overwrite"))
        .isEqualTo(files.variant().isFlat());
    for (String capability :
        List.of(
            CommonPathCapabilities.FS_SYMLINKS,
            CommonPathCapabilities.FS_TRUNCATE,
            CommonPathCapabilities.FS_SNAPSHOTS,
            "fs.unknown")) {
      assertThat(files.fs().hasPathCapability(path("/f"), capability)).isFalse();
    }
    try (FSDataOutputStream out = files.fs().create(path("/f"))) {
      assertThat(out.hasCapability(CommonPathCapabilities.ABORTABLE_STREAM)).isTrue();
      assertThat(out.hasCapability(StreamCapabilities.HSYNC)).isFalse();
    }
    try (FSDataInputStream in = files.fs().open(path("/f"))) {
      assertThat(in.hasCapability(StreamCapabilities.UNBUFFER)).isTrue();
      assertThat(in.hasCapability(StreamCapabilities.VECTOREDIO)).isTrue();
      assertThat(in.hasCapability(StreamCapabilities.DROPBEHIND)).isFalse();
    }
  }

  @Test
  public void syncDoesWhatIsConfigured() throws IOException {
    for (String policy : List.of("warn", "ignore", "refuse")) {
      ObjectFileSystem fs = files.open("fs.s3dl.syncable", policy);
      try (FSDataOutputStream out = fs.create(path("/f"))) {
        out.write(CONTENT);
        out.flush();
        if (policy.equals("refuse")) {
          assertThatThrownBy(out::hsync)
              .isInstanceOf(UnsupportedOperationException.class)
              .hasMessageContaining("fs.s3dl.syncable");
          assertThatThrownBy(out::hflush).isInstanceOf(UnsupportedOperationException.class);
        } else {
          out.hsync();
          out.hflush();
        }
      }
      assertThat(files.read("/f")).isEqualTo(CONTENT);
    }
  }

  @Test
  public void inSafeModeNothingChanges() throws IOException {
    assumeFalse(files.variant().isFlat());
    LocalFileSystem fs = (LocalFileSystem) files.fs();
    files.write("/f", CONTENT);
    fs.setReadOnly(true);
    assertThatThrownBy(() -> files.write("/g", CONTENT)).hasMessageContaining("safe mode");
    assertThatThrownBy(() -> fs.delete(path("/f"), false)).hasMessageContaining("safe mode");
    assertThatThrownBy(() -> fs.rename(path("/f"), path("/g"))).hasMessageContaining("safe mode");
    assertThatThrownBy(() -> fs.append(path("/f"))).hasMessageContaining("safe mode");
    assertThatThrownBy(() -> fs.mkdirs(path("/d"))).hasMessageContaining("safe mode");
    assertThat(files.read("/f")).isEqualTo(CONTENT);
    fs.setReadOnly(false);
    assertThat(files.names("/")).containsExactly("f");
  }

  @Test
  public void aClosedFileSystemSaysSo() throws Exception {
    files.write("/f", CONTENT);
    ObjectFileSystem fs = files.open();
    FileStatus status = fs.getFileStatus(path("/f"));
    FSDataOutputStream out = fs.create(path("/g"));
    out.write(CONTENT);
    fs.close();
    fs.close();
    assertThatThrownBy(() -> fs.exists(path("/f"))).hasMessageContaining("Filesystem closed");
    assertThatThrownBy(() -> fs.open(path("/f"))).hasMessageContaining("Filesystem closed");
    assertThatThrownBy(() -> fs.create(path("/f"))).hasMessageContaining("Filesystem closed");
    assertThatThrownBy(() -> fs.openFile(path("/f")).withFileStatus(status).build().get())
        .hasStackTraceContaining("Filesystem closed");
    assertThatThrownBy(out::close).isInstanceOf(IOException.class);
    assertThat(files.names("/")).containsExactly("f");
  }

  @Test
  public void whatIsToBeDeletedOnExitIsDeletedByClose() throws IOException {
    ObjectFileSystem fs = files.open();
    FileSystemFixture.write(fs, "/f", CONTENT);
    assertThat(fs.deleteOnExit(path("/f"))).isTrue();
    fs.close();
    assertThat(files.names("/")).isEmpty();
  }

  @Test
  public void aRootThatDoesNotExistIsNamed() throws IOException {
    ObjectFileSystem fs = files.open("fs.s3dl.local.root", files.disk("/none").toString());
    assertThatThrownBy(() -> fs.mkdirs(path("/d")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("fs.s3dl.local.root");
    assertThatThrownBy(() -> fs.create(path("/f"))).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void unbufferedStreamsHoldNoMemory() throws IOException {
    files.write("/f", CONTENT);
    try (FSDataInputStream in = files.fs().open(path("/f"))) {
      assertThat(in.read()).isEqualTo(CONTENT[0]);
      assertThat(files.fs().parts().volume().buffers().lentBuffers()).isPositive();
      in.unbuffer();
      assertThat(files.fs().parts().volume().buffers().lentBuffers()).isZero();
      assertThat(in.read()).isEqualTo(CONTENT[1]);
      assertThat(variant.scheme()).isEqualTo(files.fs().getScheme());
    }
  }
}
