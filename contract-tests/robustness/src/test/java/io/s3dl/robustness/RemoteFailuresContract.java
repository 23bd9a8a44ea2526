package io.s3dl.robustness;

import static io.s3dl.robustness.Lab.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.s3dl.harness.Call;
import io.s3dl.harness.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * What goes on going wrong ends an operation with an error, soon, and with nothing left behind; and
 * what comes back wrong is never taken for right.
 */
@RunWith(Parameterized.class)
public abstract class RemoteFailuresContract {

  static final Path FILE = new Path("/d/file.txt");
  private static final Path BESIDE = new Path("/d/beside.txt");

  /** What never ends well. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.slowDown(Duration.ZERO),
          Fault.status(500),
          Fault.status(403),
          Fault.resetRequest(0),
          Fault.silence());

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> parameters() {
    return List.of(true, false);
  }

  @Rule public final Timeout timeout = new Timeout(2, TimeUnit.MINUTES);

  @Rule public final Lab lab;

  final RemoteStore store;
  final boolean compressed;
  FileSystem direct;
  FileSystem fs;

  RemoteFailuresContract(RemoteStore store, boolean compressed) {
    this.store = store;
    this.compressed = compressed;
    this.lab = new Lab(store, compressed, 0);
  }

  @Before
  public void open() throws Exception {
    direct = lab.direct();
    fs = lab.proxied("fs.s3dl.retry.attempts", "3", lab.key("socket.timeout"), "500ms");
  }

  @After
  public void nothingIsLeft() throws Exception {
    lab.proxy().plan().clear();
    if (!store.hasUploads()) { // then what is left of a failed write goes with another one
      Lab.write(direct, FILE, true, content(14, 10));
      direct.delete(FILE, false);
    }
    lab.endWithoutLeaks();
  }

  void always(Predicate<Call> which, Fault fault) {
    lab.proxy().plan().clear();
    lab.proxy().plan().always(which, fault);
  }

  @Test
  public void aWriteFailsAtEachOfItsRequests() throws Exception {
    Lab.write(direct, BESIDE, true, content(1, 10));
    byte[] large = content(2, 2 * Lab.PART + 1);
    for (Fault fault : FAULTS) {
      for (Purpose purpose : store.writing()) {
        always(purpose, fault);
        assertFails(fault + " at " + purpose, large);
      }
      always(Purpose.PUT, fault);
      assertFails(fault + " at PUT", content(3, 1000));
    }
  }

  private void assertFails(String what, byte[] content) throws Exception {
    assertThat(catchThrowable(() -> Lab.write(fs, FILE, true, content)))
        .as(what)
        .isInstanceOf(IOException.class);
    assertThat(direct.exists(FILE)).as(what).isFalse();
    assertThat(direct.listStatus(FILE.getParent())).as(what).hasSize(1);
    assertNoUploads(what);
  }

  /** But for parts that nobody can discard. */
  private void assertNoUploads(String what) throws Exception {
    List<String> unfinished = lab.place().unfinishedUploads();
    if (store.hasUploads()) {
      assertThat(unfinished).as(what).isEmpty();
    } else {
      assertThat(unfinished).as(what).allMatch(key -> key.startsWith("d/file.txt"));
    }
  }

  @Test
  public void aFileStaysWhenItsReplacementFails() throws Exception {
    byte[] before = content(4, 1000);
    Lab.write(direct, FILE, true, before);
    always(Purpose.PART, Fault.resetRequest(1 << 20));
    assertThatThrownBy(() -> Lab.write(fs, FILE, true, content(5, 2 * Lab.PART)))
        .isInstanceOf(IOException.class);
    assertThat(Lab.read(direct, FILE)).isEqualTo(before);
  }

  @Test
  public void aFileStaysWhenGoingOnFails() throws Exception {
    byte[] before = content(6, Lab.PART + 1000);
    Lab.write(direct, FILE, true, before);
    for (Purpose purpose : store.goingOn()) {
      always(purpose, Fault.status(500));
      assertThatThrownBy(
              () -> {
                try (FSDataOutputStream out = fs.append(FILE)) {
                  out.write(content(7, 1000));
                }
              })
          .as(purpose.toString())
          .isInstanceOf(IOException.class);
      assertNoUploads(purpose.toString());
      assertThat(Lab.read(direct, FILE)).as(purpose.toString()).isEqualTo(before);
    }
  }

  @Test
  public void readsFail() throws Exception {
    Lab.write(direct, FILE, true, content(9, Lab.PART));
    for (Fault fault : FAULTS) {
      always(Purpose.GET, fault);
      assertReadsFail(fault.toString());
    }
    always(Purpose.GET, Fault.resetResponse(0));
    assertReadsFail("reset");
    always(Purpose.GET, Fault.truncate(0));
    assertReadsFail("cut off");
  }

  private void assertReadsFail(String what) {
    assertThatThrownBy(() -> Lab.read(fs, FILE)).as(what).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readAt(1 << 20, 100)).as(what).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readVectored(1 << 20, 100))
        .as(what)
        .isInstanceOfAny(IOException.class, ExecutionException.class);
  }

  private byte[] readAt(int at, int length) throws IOException {
    try (FSDataInputStream in = fs.open(FILE)) {
      byte[] found = new byte[length];
      in.readFully(at, found);
      return found;
    }
  }

  private byte[] readVectored(int at, int length) throws Exception {
    try (FSDataInputStream in = fs.open(FILE)) {
      FileRange range = FileRange.createFileRange(at, length);
      in.readVectored(List.of(range), ByteBuffer::allocate);
      byte[] found = new byte[length];
      range.getData().get(1, TimeUnit.MINUTES).get(found);
      return found;
    }
  }

  @Test
  public void aStreamReadsOnAfterAFailure() throws Exception {
    byte[] content = content(10, Lab.PART);
    Lab.write(direct, FILE, true, content);
    try (FSDataInputStream in = fs.open(FILE)) {
      byte[] found = new byte[100];
      in.readFully(0, found);
      always(Purpose.GET, Fault.status(500));
      assertThatThrownBy(() -> in.readFully(3 << 20, found)).isInstanceOf(IOException.class);
      lab.proxy().plan().clear();
      in.readFully(3 << 20, found);
      assertThat(found).isEqualTo(Arrays.copyOfRange(content, 3 << 20, (3 << 20) + 100));
    }
  }

  /** Whatever byte it is; in plain files no single read can know, but one of the whole. */
  @Test
  public void aFlippedByteIsNeverTakenForRight() throws Exception {
    byte[] content = content(11, 3_000_000);
    Lab.write(direct, FILE, true, content);
    for (int at = 0; at < 1_000_000; at = at * 7 + 1) {
      lab.proxy().plan().clear();
      lab.proxy().plan().next(1, Purpose.GET, Fault.flip(at));
      byte[] found = null;
      try {
        found = Lab.read(fs, FILE);
      } catch (IOException e) {
        assertThat(e).as("flipped at " + at).hasMessageContaining("file.txt");
      }
      assertThat(found == null || Arrays.equals(found, content)).as("flipped at " + at).isTrue();
    }
  }

  @Test
  public void aFlippedByteIsNotReturnedByAnyReadOfACompressedFile() throws Exception {
    if (!compressed) {
      return; // what is read of a plain file in parts can be compared with nothing
    }
    byte[] content = content(12, 3_000_000);
    Lab.write(direct, FILE, true, content);
    for (int at = 0; at < 1_000_000; at = at * 7 + 1) {
      always(Purpose.GET, Fault.flip(at));
      for (int position : List.of(0, 1_500_000, 2_999_000)) {
        byte[] found = null;
        try {
          found = at % 2 == 0 ? readAt(position, 1000) : readVectored(position, 1000);
        } catch (IOException | ExecutionException e) {
          assertThat(e).as("flipped at " + at).hasMessageContaining("file.txt");
        }
        byte[] right = Arrays.copyOfRange(content, position, position + 1000);
        assertThat(found == null || Arrays.equals(found, right)).as("flipped at " + at).isTrue();
      }
    }
  }

  @Test
  public void listingsFail() throws Exception {
    Lab.write(direct, FILE, true, content(13, 10));
    for (Fault fault : FAULTS) {
      always(Purpose.LIST, fault);
      assertThatThrownBy(() -> fs.listStatus(FILE.getParent()))
          .as(fault.toString())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  public void whatCannotBeRenamedStays() throws Exception {
    for (int i = 0; i < 5; i++) {
      Lab.write(direct, new Path("/from/f" + i), true, content(i, 100));
    }
    for (Fault fault : FAULTS) {
      always(Purpose.COPY.or(Purpose.PUT), fault);
      assertThatThrownBy(() -> fs.rename(new Path("/from"), new Path("/to")))
          .as(fault.toString())
          .isInstanceOf(IOException.class);
      assertThat(direct.listStatus(new Path("/from"))).as(fault.toString()).hasSize(5);
    }
  }

  /** Whoever commits by a rename must not commit again because of what comes after it. */
  @Test
  public void aRenameHasSucceededThoughTheOldNameStays() throws Exception {
    byte[] content = content(16, 20_000);
    for (Fault fault : FAULTS) {
      Lab.write(direct, FILE, true, content);
      always(Purpose.DELETE.or(Purpose.DELETE_MANY), fault);
      assertThat(fs.rename(FILE, BESIDE)).as(fault.toString()).isTrue();
      assertThat(fs.rename(FILE, BESIDE)).as(fault.toString()).isFalse(); // as it is there
      for (Path path : List.of(FILE, BESIDE)) {
        assertThat(Lab.read(direct, path)).as(fault.toString()).isEqualTo(content);
        direct.delete(path, false);
      }
    }
  }

  @Test
  public void whatCannotBeDeletedStays() throws Exception {
    for (int i = 0; i < 5; i++) {
      Lab.write(direct, new Path("/from/f" + i), true, content(i, 100));
    }
    for (Fault fault : FAULTS) {
      always(Purpose.DELETE.or(Purpose.DELETE_MANY), fault);
      assertThatThrownBy(() -> fs.delete(new Path("/from"), true))
          .as(fault.toString())
          .isInstanceOf(IOException.class);
      assertThat(direct.listStatus(new Path("/from"))).as(fault.toString()).hasSize(5);
    }
  }
}
