package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.format.CorruptObjectException;
import io.s3dl.format.ObjectFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Damaged objects of compressed files: what is whole beside the damage can be used. */
@RunWith(Parameterized.class)
public class DamagedObjectsTest {

  private static final int FRAME = FileSystemFixture.FRAME;
  private static final int FRAMES = 24;

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.onDisks().stream().filter(Variant::compressed).toList();
  }

  @Rule public final FileSystemFixture files;

  private final byte[] content = Contents.text(FRAMES * FRAME, 1);

  public DamagedObjectsTest(Variant variant) {
    this.files = new FileSystemFixture(variant);
  }

  @Before
  public void write() throws IOException {
    files.write("/d/f", content);
  }

  @Test
  public void damageOfAFrameIsReportedWhereItIsReadAndOnlyThere() throws Exception {
    DamagedFilesTest.flip(files.stored("/d/f"), 8 * 40);
    byte[] found = new byte[FRAME];
    try (FSDataInputStream in = files.fs().open(path("/d/f"))) {
      for (int frame = 1; frame < FRAMES; frame++) {
        in.readFully((long) frame * FRAME, found);
        int from = frame * FRAME;
        assertThat(Arrays.equals(found, 0, FRAME, content, from, from + FRAME)).isTrue();
      }
      for (int position : new int[] {0, 1, FRAME - 1}) {
        assertThatThrownBy(() -> in.readFully(position, found))
            .isInstanceOf(CorruptObjectException.class)
            .hasMessageContaining("/d/f: frame 0 at 0");
      }
      FileRange damaged = FileRange.createFileRange(10, 20);
      // Too far away to be read together with the other.
      FileRange whole = FileRange.createFileRange(20L * FRAME, 20);
      in.readVectored(List.of(damaged, whole), ByteBuffer::allocate);
      assertThat(whole.getData().get(30, TimeUnit.SECONDS))
          .isEqualTo(ByteBuffer.wrap(content, 20 * FRAME, 20));
      assertThatThrownBy(() -> damaged.getData().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CorruptObjectException.class);
    }
  }

  /** Objects that cannot be opened, by name. */
  private static Map<String, byte[]> unreadable(byte[] object) {
    int length = object.length;
    Map<String, byte[]> unreadable = new TreeMap<>();
    unreadable.put("empty", new byte[0]);
    unreadable.put("one-byte", new byte[1]);
    unreadable.put("nearly-an-empty-object", Arrays.copyOfRange(object, length - 60, length));
    unreadable.put("half", Arrays.copyOf(object, length / 2));
    unreadable.put("without-its-last-byte", Arrays.copyOf(object, length - 1));
    unreadable.put("without-its-first-byte", Arrays.copyOfRange(object, 1, length));
    unreadable.put("longer", Arrays.copyOf(object, length + 4096));
    for (int fromEnd : new int[] {1, 5, 9, 13, 17, 30, 100, 150}) {
      byte[] flipped = object.clone();
      flipped[length - fromEnd] ^= 0x10;
      unreadable.put("flipped-at-" + fromEnd, flipped);
    }
    return unreadable;
  }

  @Test
  public void damagedObjectsAreListedUnderTheirNamesAndOpeningSaysWhy() throws IOException {
    Map<String, byte[]> unreadable = unreadable(Files.readAllBytes(files.stored("/d/f")));
    Files.createDirectory(files.disk("/e"));
    for (Map.Entry<String, byte[]> object : unreadable.entrySet()) {
      Files.write(files.disk("/e/" + object.getKey() + SUFFIX), object.getValue());
    }
    assertListed(files.fs().listStatus(path("/e")), unreadable);
    assertListed(files.fs().globStatus(path("/e/*")), unreadable);
    FileStatus[] located = new FileStatus[unreadable.size()];
    RemoteIterator<LocatedFileStatus> all = files.fs().listFiles(path("/e"), true);
    for (int i = 0; i < located.length; i++) {
      located[i] = all.next();
    }
    assertThat(all.hasNext()).isFalse();
    assertListed(located, unreadable);
    long stored = unreadable.values().stream().mapToLong(object -> object.length).sum();
    assertThat(files.fs().getContentSummary(path("/e")).getSpaceConsumed()).isEqualTo(stored);
    for (Map.Entry<String, byte[]> object : unreadable.entrySet()) {
      String file = "/e/" + object.getKey();
      assertThat(files.fs().getFileStatus(path(file)).getLen()).isEqualTo(object.getValue().length);
      assertThatThrownBy(() -> files.fs().open(path(file)))
          .isInstanceOf(ObjectFormatException.class)
          .hasMessageContaining(file);
    }
  }

  private static void assertListed(FileStatus[] listed, Map<String, byte[]> objects) {
    Map<String, Long> sizes = new TreeMap<>();
    for (FileStatus status : listed) {
      assertThat(status.isFile()).isTrue();
      sizes.put(status.getPath().getName(), status.getLen());
    }
    assertThat(sizes).hasSameSizeAs(listed).hasSameSizeAs(objects.keySet());
    objects.forEach((name, object) -> assertThat(sizes).containsEntry(name, (long) object.length));
  }

  @Test
  public void anObjectThatIsDamagedInItsDataIsListedWithItsContentsLength() throws IOException {
    DamagedFilesTest.flip(files.stored("/d/f"), 8 * 40);
    assertThat(files.open().listStatus(path("/d"))[0].getLen()).isEqualTo(content.length);
  }
}
