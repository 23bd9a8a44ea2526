package io.s3dl.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeFalse;
import static org.junit.Assume.assumeTrue;

import io.s3dl.store.DirectoryStore.DiskSpace;
import io.s3dl.store.FileAttributes;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Status, keys, modes, owners, times and extended attributes. */
public class LocalAttributesTest {

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();
  private LocalObjectStore store;

  @Before
  public void openStore() throws IOException {
    store = fixture.buffered();
  }

  @Test
  public void headTellsWhatTheDiskKnows() throws IOException {
    fixture.write(store, "a", "abc");
    Path file = fixture.path("a");
    ObjectInfo info = store.head("a");
    assertThat(info.key()).isEqualTo("a");
    assertThat(info.size()).isEqualTo(3);
    assertThat(info.directory()).isFalse();
    assertThat(info.symlink()).isFalse();
    assertThat(info.modifiedMillis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());
    FileAttributes attributes = info.attributes().orElseThrow();
    assertThat(attributes.owner()).isEqualTo(Files.getOwner(file).getName());
    assertThat(attributes.group()).isEqualTo(Files.getAttribute(file, "unix:group").toString());
    assertThat(store.head(""))
        .matches(root -> root.directory() && root.size() == 0 && root.etag().isEmpty());
  }

  @Test
  public void theEtagFollowsTheBytesAndNotTheRights() throws IOException {
    Optional<String> first = fixture.write(store, "a", "abc").etag();
    assertThat(first).isPresent();
    store.setMode("a", 0600);
    store.rename("a", "b", false);
    assertThat(store.head("b").etag()).isEqualTo(first);
    store.setTimes("b", 5, -1);
    assertThat(store.head("b").etag()).isNotEqualTo(first);
  }

  @Test
  public void whatIsNotThereIsNotFound() throws IOException {
    fixture.write(store, "file", "x");
    Files.createSymbolicLink(fixture.path("dangling"), Path.of("missing"));
    for (String key : new String[] {"missing", "missing/a", "file/a", "file/a/b", "dangling"}) {
      assertThatThrownBy(() -> store.head(key))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining(fixture.path(key).toString());
    }
  }

  @Test
  public void keysDoNotLeadOutOfTheRoot() {
    String[] keys = {"..", "../x", "a/../../x", "./a", "a/.", "/a", "a/", "a//b", "a\0b", "/"};
    for (String key : keys) {
      assertThatThrownBy(() -> store.head(key))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FileNotFoundException.class)
          .hasMessageContaining(key)
          .hasMessageContaining("not a valid key");
    }
  }

  @Test
  public void aNameThatIsTooLongIsRefusedAtOnce() {
    assumeTrue("names may be of any script", LocalStoreFixture.namesAreUtf8());
    String name = "\u00E9".repeat(128);
    assertThatThrownBy(() -> store.startUpload(name, WriteOptions.replacing()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("File name too long");
    assertThat(store.maxNameBytes()).isEqualTo(255);
  }

  @Test
  public void aFifoIsNotOpened() throws Exception {
    Process process =
        new ProcessBuilder("mkfifo", "fifo").directory(fixture.root().toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assumeTrue("mkfifo works", process.exitValue() == 0);
    assertThatThrownBy(() -> store.open("fifo", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a regular file");
  }

  @Test
  public void modesAndTimesAreSet() throws IOException {
    fixture.write(store, "a", "abc");
    store.setMode("a", 04751);
    store.setTimes("a", 1_000_000_000_123L, 1_100_000_000_456L);
    ObjectInfo info = store.head("a");
    assertThat(info.attributes().orElseThrow().mode()).isEqualTo(04751);
    assertThat(info.modifiedMillis()).isEqualTo(1_000_000_000_123L);
    assertThat(info.attributes().orElseThrow().accessedMillis()).isEqualTo(1_100_000_000_456L);
    store.setTimes("a", -1, 7);
    assertThat(store.head("a").modifiedMillis()).isEqualTo(1_000_000_000_123L);
    assertThat(store.head("a").attributes().orElseThrow().accessedMillis()).isEqualTo(7);
    assertThatThrownBy(() -> store.setTimes("missing", -1, -1))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.setMode("missing", 0600))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void theOwnerIsSetByNameOrNumber() throws IOException {
    assumeTrue("only root gives files away", isRoot());
    fixture.write(store, "a", "abc");
    store.setOwner("a", "54321", null);
    store.setOwner("a", null, "12345");
    FileAttributes attributes = store.head("a").attributes().orElseThrow();
    assertThat(attributes.owner()).isEqualTo("54321");
    assertThat(attributes.group()).isEqualTo("12345");
    store.setOwner("a", "root", "root");
    assertThat(store.head("a").attributes().orElseThrow().owner()).isEqualTo("root");
    assertThatThrownBy(() -> store.setOwner("a", "no such user", null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("named no such user")
        .hasMessageContaining(fixture.path("a").toString());
  }

  @Test
  public void whatIsForbiddenIsDenied() throws IOException {
    assumeFalse("root may do everything", isRoot());
    store.makeDirectory("d", 0755);
    fixture.write(store, "d/a", "abc");
    store.setMode("d", 0);
    try {
      assertThatThrownBy(() -> store.head("d/a")).isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> store.list("d/", false)).isInstanceOf(AccessDeniedException.class);
    } finally {
      store.setMode("d", 0755);
    }
  }

  @Test
  public void extendedAttributesAreKept() throws IOException {
    fixture.write(store, "a", "abc");
    byte[] value = "value".getBytes(StandardCharsets.UTF_8);
    assumeTrue("the disk keeps attributes", fixture.keepsAttributes());
    store.setAttribute("a", "two", value);
    store.setAttribute("a", "one", new byte[0]);
    assertThat(store.attributeNames("a")).containsExactly("one", "two");
    assertThat(store.attribute("a", "two")).isEqualTo(value);
    assertThat(store.attribute("a", "one")).isEmpty();
    store.removeAttribute("a", "one");
    assertThat(store.attributeNames("a")).containsExactly("two");
    assertThatThrownBy(() -> store.attribute("a", "one"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("one");
    assertThatThrownBy(() -> store.removeAttribute("a", "one"))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.setAttribute("a", "s3dl.crc32c", value))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reserved");
  }

  @Test
  public void spaceIsThatOfTheDisk() throws IOException {
    for (String key : new String[] {"", "not/there"}) {
      DiskSpace space = store.space(key);
      assertThat(space.capacity()).isPositive();
      assertThat(space.used()).isNotNegative().isLessThanOrEqualTo(space.capacity());
      assertThat(space.remaining()).isNotNegative().isLessThan(space.capacity());
    }
  }

  @Test
  public void aFileSystemWithFewAttributesIsUsable() throws IOException {
    Path zip = fixture.path("a.zip");
    try (FileSystem few = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path file = few.getPath("/a");
      Files.write(file, new byte[3]);
      LocalAttributes attributes = new LocalAttributes(file);
      ObjectInfo info = attributes.info("a", file, attributes.status(file));
      assertThat(info.size()).isEqualTo(3);
      assertThat(info.etag()).isEmpty();
      assertThat(info.attributes()).isEmpty();
    }
  }

  @Test
  public void aFileSystemWithPosixAttributesTellsModeAndOwner() throws IOException {
    Path zip = fixture.path("a.zip");
    Map<String, String> posix = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem few = FileSystems.newFileSystem(zip, posix)) {
      Path file = few.getPath("/a");
      Files.write(file, new byte[3]);
      LocalAttributes attributes = new LocalAttributes(file);
      attributes.setMode(file, 0750);
      FileAttributes found =
          attributes.info("a", file, attributes.status(file)).attributes().orElseThrow();
      assertThat(found.mode()).isEqualTo(0750);
      assertThat(found.owner()).isNotEmpty();
    }
  }

  @Test
  public void aChecksumRecordIsReadBackAndNothingElseIs() {
    ChecksumRecord record = new ChecksumRecord(-2, 1_700_000_000_123_456_789L, 5L << 40);
    byte[] bytes = record.encode();
    assertThat(bytes.length).isLessThanOrEqualTo(ChecksumRecord.MAX_BYTES);
    assertThat(ChecksumRecord.decode(ByteBuffer.wrap(bytes))).contains(record);
    bytes[0] = '2';
    assertThat(ChecksumRecord.decode(ByteBuffer.wrap(bytes))).isEmpty();
    assertThat(ChecksumRecord.decode(ByteBuffer.allocate(0))).isEmpty();
  }

  @Test
  public void aChecksumThatIsNotOursOrNotThereIsNone() throws IOException {
    assumeTrue("the disk keeps attributes", fixture.keepsAttributes());
    fixture.write(store, "a", "abc");
    assertThat(store.recordedCrc32c("a")).isEmpty();
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(fixture.path("a"), UserDefinedFileAttributeView.class);
    for (int size : new int[] {0, 1, ChecksumRecord.MAX_BYTES, ChecksumRecord.MAX_BYTES + 1}) {
      view.write("s3dl.crc32c", ByteBuffer.allocate(size));
      assertThat(store.recordedCrc32c("a")).isEmpty();
    }
  }

  @Test
  public void aReaderLooksForTheChecksumOnceAndOnlyWhenAsked() throws IOException {
    assumeTrue("the disk keeps attributes", fixture.keepsAttributes());
    fixture.write(store, "a", "abc");
    Path file = fixture.path("a");
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      FileStatus status = store.disk().attributes().status(file);
      ExtendedAttributes.recordCrc32c(file, 7, status);
      assertThat(reader.recordedCrc32c()).hasValue(7);
      ExtendedAttributes.recordCrc32c(file, 8, status);
      assertThat(reader.recordedCrc32c()).hasValue(7);
    }
  }

  @Test
  public void optionsThatDoNotFitTogetherAreRefused() {
    Path root = fixture.root();
    assertThatThrownBy(() -> new LocalOptions(Path.of("a"), false, false, true, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LocalOptions(root, false, true, true, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LocalOptions(root, false, false, true, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private boolean isRoot() throws IOException {
    Path probe = fixture.path("probe");
    Files.createFile(probe);
    Object owner = Files.getAttribute(probe, "unix:uid");
    Files.delete(probe);
    return Integer.valueOf(0).equals(owner);
  }
}
