package io.s3dl.robustness;

import static io.s3dl.robustness.Lab.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** What goes wrong now and then is not noticed: every operation does what it does otherwise. */
@RunWith(Parameterized.class)
public abstract class RemoteFaultsContract {

  private static final int MANY = 2_100;
  private static final int FILES = 12;
  private static final Path FILE = new Path("/d/file.txt");

  @Parameterized.Parameters(name = "{0} compressed={1}")
  public static List<Object[]> parameters() {
    List<Object[]> parameters = new ArrayList<>();
    for (Trouble trouble : Trouble.all()) {
      parameters.add(new Object[] {trouble, true});
      parameters.add(new Object[] {trouble, false});
    }
    return parameters;
  }

  @Rule public final Timeout timeout = new Timeout(2, TimeUnit.MINUTES);

  @Rule public final Lab lab;

  private final FilledPlace many;
  private final Trouble trouble;
  private FileSystem direct;
  private FileSystem fs;

  RemoteFaultsContract(RemoteStore store, FilledPlace many, Trouble trouble, boolean compressed) {
    this.many = many;
    this.trouble = trouble;
    this.lab = new Lab(store, compressed, trouble.bytesEach());
  }

  /** The place of the listing of several pages. */
  static FilledPlace many(RemoteStore store) {
    return new FilledPlace(store, "many/k-%05d", MANY);
  }

  @Before
  public void open() throws Exception {
    direct = lab.direct();
    fs = lab.proxied(lab.key("socket.timeout"), trouble.socketTimeout());
  }

  @After
  public void nothingIsLeft() throws Exception {
    lab.proxy().plan().clear();
    lab.endWithoutLeaks();
  }

  private void begin() {
    trouble.begin(lab.proxy().plan());
  }

  @Test
  public void aSmallFile() throws Exception {
    byte[] content = content(1, 20_000);
    begin();
    Lab.write(fs, FILE, true, content);
    assertThat(Lab.read(direct, FILE)).isEqualTo(content);
  }

  @Test
  public void aFileOfSeveralParts() throws Exception {
    byte[] content = content(2, 2 * Lab.PART + 12_345);
    begin();
    Lab.write(fs, FILE, true, content);
    assertThat(Lab.read(direct, FILE)).isEqualTo(content);
    assertThat(lab.requests(Purpose.PUBLISH)).isPositive();
  }

  @Test
  public void ourOwnExclusiveCreationIsKnownAgain() throws Exception {
    byte[] small = content(3, 1000);
    byte[] large = content(4, Lab.PART + 99_999);
    Path other = new Path("/d/large.txt");
    begin();
    Lab.write(fs, FILE, false, small);
    Lab.write(fs, other, false, large);
    lab.proxy().plan().clear();
    for (Path path : List.of(FILE, other)) {
      assertThatThrownBy(() -> Lab.write(fs, path, false, new byte[1]))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(Lab.read(direct, FILE)).isEqualTo(small);
    assertThat(Lab.read(direct, other)).isEqualTo(large);
  }

  @Test
  public void aSequentialRead() throws Exception {
    byte[] content = content(5, Lab.PART);
    Lab.write(direct, FILE, true, content);
    begin();
    assertThat(Lab.read(fs, FILE)).isEqualTo(content);
  }

  @Test
  public void randomReads() throws Exception {
    byte[] content = content(6, Lab.PART);
    Lab.write(direct, FILE, true, content);
    Random random = new Random(6);
    begin();
    try (FSDataInputStream in = fs.open(FILE)) {
      for (int i = 0; i < 12; i++) {
        int length = 1 + random.nextInt(i % 2 == 0 ? 500_000 : 500);
        int at = random.nextInt(content.length - length);
        byte[] found = new byte[length];
        in.readFully(at, found);
        assertThat(found).isEqualTo(Arrays.copyOfRange(content, at, at + length));
      }
    }
  }

  @Test
  public void aVectoredRead() throws Exception {
    byte[] content = content(7, Lab.PART);
    Lab.write(direct, FILE, true, content);
    List<FileRange> ranges = new ArrayList<>();
    for (int at = 1000; at < content.length - 100_000; at += 450_000) {
      ranges.add(FileRange.createFileRange(at, 99_999));
    }
    begin();
    try (FSDataInputStream in = fs.open(FILE)) {
      in.readVectored(ranges, ByteBuffer::allocate);
      for (FileRange range : ranges) {
        byte[] found = new byte[range.getLength()];
        range.getData().get(1, TimeUnit.MINUTES).get(found);
        int at = (int) range.getOffset();
        assertThat(found).isEqualTo(Arrays.copyOfRange(content, at, at + found.length));
      }
    }
  }

  @Test
  public void aListingOfSeveralPages() throws Exception {
    FileSystem listed = lab.proxied(many);
    begin();
    FileStatus[] found = listed.listStatus(new Path("/many"));
    assertThat(found).hasSize(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(found[i].getPath().getName()).isEqualTo("k-%05d".formatted(i));
    }
  }

  @Test
  public void aDirectoryIsRenamed() throws Exception {
    fill("/from");
    begin();
    assertThat(fs.rename(new Path("/from"), new Path("/to"))).isTrue();
    assertThat(direct.exists(new Path("/from"))).isFalse();
    assertFilled("/to");
  }

  @Test
  public void aFileIsRenamed() throws Exception {
    byte[] content = content(8, 30_000);
    Lab.write(direct, FILE, true, content);
    Path to = new Path("/d/renamed.txt");
    begin();
    assertThat(fs.rename(FILE, to)).isTrue();
    assertThat(direct.exists(FILE)).isFalse();
    assertThat(Lab.read(direct, to)).isEqualTo(content);
  }

  @Test
  public void aDirectoryIsDeleted() throws Exception {
    fill("/from");
    begin();
    assertThat(fs.delete(new Path("/from"), true)).isTrue();
    assertThat(direct.exists(new Path("/from"))).isFalse();
    assertThat(lab.place().keys("from")).isEmpty();
  }

  @Test
  public void aFileGoesOn() throws Exception {
    byte[] content = content(9, Lab.PART + 500_000);
    int first = Lab.PART + 1;
    Lab.write(direct, FILE, true, Arrays.copyOf(content, first));
    begin();
    try (FSDataOutputStream out = fs.append(FILE)) {
      out.write(content, first, content.length - first);
    }
    assertThat(Lab.read(direct, FILE)).isEqualTo(content);
  }

  private void fill(String directory) throws Exception {
    for (int i = 0; i < FILES; i++) {
      Lab.write(direct, new Path(directory + "/sub/f" + i), true, content(i, 100));
    }
  }

  private void assertFilled(String directory) throws Exception {
    assertThat(direct.listStatus(new Path(directory + "/sub"))).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      assertThat(Lab.read(direct, new Path(directory + "/sub/f" + i))).isEqualTo(content(i, 100));
    }
  }
}
