package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.ObjectFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Files whose bytes change on the disk without anybody having written them. */
@RunWith(Parameterized.class)
public class DamagedFilesTest {

  private static final int FRAME = FileSystemFixture.FRAME;
  private static final int FRAMES = 24;

  /** Prime, so that every bit of a byte has its turn. */
  private static final int STRIDE = 4001;

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;

  private final byte[] content = content();

  public DamagedFilesTest(Variant variant) {
    this.files = new FileSystemFixture(variant);
  }

  private static byte[] content() {
    byte[] bytes = Contents.text(FRAMES * FRAME, 1);
    byte[] noise = Contents.random(3 * FRAME, 2);
    System.arraycopy(noise, 0, bytes, 2 * FRAME, noise.length);
    return bytes;
  }

  @Before
  public void write() throws IOException {
    files.write("/d/f", content);
  }

  /** What a failing disk does: another bit, and the time as it was. */
  static void flip(Path file, long bit) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, bit / 8);
      one.put(0, (byte) (one.get(0) ^ 1 << bit % 8)).rewind();
      channel.write(one, bit / 8);
    }
    Files.setLastModifiedTime(file, before);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @Test
  public void aFlippedBitIsReportedByWholeReadsAndByVerification() throws IOException {
    Path stored = files.stored("/d/f");
    int reported = 0;
    int flips = 0;
    for (long bit = 0; bit < Files.size(stored) * 8; bit += STRIDE, flips++) {
      flip(stored, bit);
      if (isReported(bit)) {
        reported++;
        assertThatThrownBy(() -> FileVerification.of(files.fs(), path("/d/f"), done -> {}))
            .isInstanceOf(ObjectFormatException.class)
            .hasMessageContaining("f");
      }
      flip(stored, bit);
    }
    // Nothing of a plain file is without meaning, and next to nothing of a compressed one.
    assertThat(reported).isGreaterThanOrEqualTo(files.variant().compressed() ? flips - 3 : flips);
    assertThat(files.read("/d/f")).isEqualTo(content);
  }

  /** Whether reading the file says that it is damaged; if not, its content is right. */
  private boolean isReported(long bit) throws IOException {
    try {
      assertThat(files.read("/d/f")).as("bit %d", bit).isEqualTo(content);
      return false;
    } catch (ObjectFormatException e) {
      assertThat(e).hasMessageContaining("/d/f");
      return true;
    }
  }
}
