package io.s3dl.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SpillDirectoryTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path path;
  private SpillDirectory directory;

  @Before
  public void nameTheDirectory() {
    path = folder.getRoot().toPath().resolve("a/b");
    directory = new SpillDirectory(path);
  }

  @Test
  public void bytesAreReadAsOftenAsItTakes() throws IOException {
    byte[] content = Contents.random(200_000, 1);
    try (SpillFile file = directory.create()) {
      file.append(ByteBuffer.wrap(content, 0, 70_001));
      file.append(ByteBuffer.wrap(content, 70_001, 129_999));
      assertThat(file.length()).isEqualTo(content.length);
      assertThat(file.crc32c()).isEqualTo(Contents.crc32c(content, content.length));
      for (int attempt = 0; attempt < 3; attempt++) {
        try (InputStream bytes = file.open()) {
          assertThat(bytes.read()).isEqualTo(content[0] & 0xff);
          assertThat(bytes.available()).isEqualTo(content.length - 1);
          assertThat(bytes.readNBytes(attempt * 1000))
              .isEqualTo(Arrays.copyOfRange(content, 1, 1 + attempt * 1000));
        }
      }
      try (InputStream bytes = file.open()) {
        assertThat(bytes.readAllBytes()).isEqualTo(content);
        assertThat(bytes.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  public void filesHaveNoNamesAndTheDirectoryIsItsOwners() throws IOException {
    try (SpillFile file = directory.create()) {
      file.append(ByteBuffer.allocate(10));
      assertThat(path).isEmptyDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  public void whatKilledProcessesLeftIsRemovedAndNothingElse() throws IOException {
    Files.createDirectories(path);
    Path left = Files.createFile(path.resolve("s3dl-part-1f0e.tmp"));
    Path other = Files.createFile(path.resolve("part-1f0e.tmp"));
    directory.create().close();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  public void aDirectoryThatSomebodyRemovedIsMadeAnew() throws IOException {
    directory.create().close();
    Files.delete(path);
    directory.create().close();
    assertThat(path).isEmptyDirectory();
  }

  @Test
  public void aDirectoryThatCannotBeUsedIsNamedWithWhatToDo() throws IOException {
    Files.createFile(folder.getRoot().toPath().resolve("a"));
    assertThatThrownBy(directory::create)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("fs.s3dl.buffer.dir");
  }

  /** Linux's device on which there is never room. */
  private static FileChannel fullDevice() throws IOException {
    return FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
  }

  @Test
  public void aFullDiskIsNamedWithWhatToDo() throws IOException {
    try (SpillFile file = new SpillFile(Path.of("/dev"), fullDevice())) {
      assertThatThrownBy(() -> file.append(ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Cannot write a part to the buffer directory /dev")
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("fs.s3dl.buffer.dir");
    }
  }

  @Test
  public void anInterruptedThreadIsToldSo() throws IOException {
    try (SpillFile file = directory.create()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> file.append(ByteBuffer.allocate(10)))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
