package io.s3dl.robustness;

import static io.s3dl.robustness.Lab.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.s3dl.harness.Fault;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
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
 * Of those who want the same name at the same time, who succeeds has what he wrote there, whole;
 * the others are told.
 */
@RunWith(Parameterized.class)
public abstract class RemoteRivalsContract {

  private static final int RIVALS = 8;
  private static final int WRITERS = 4;
  private static final int WRITES = 6;
  private static final Path FILE = new Path("/d/file.txt");

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> parameters() {
    return List.of(true, false);
  }

  @Rule public final Timeout timeout = new Timeout(2, TimeUnit.MINUTES);

  @Rule public final Lab lab;

  private final RemoteStore store;

  /** Two that share nothing but the store. */
  private final List<FileSystem> both = new ArrayList<>();

  RemoteRivalsContract(RemoteStore store, boolean compressed) {
    this.store = store;
    this.lab = new Lab(store, compressed, 0);
  }

  @Before
  public void open() throws Exception {
    both.add(lab.direct());
    both.add(lab.proxied());
  }

  @After
  public void nothingIsLeft() throws Exception {
    lab.proxy().plan().clear();
    lab.endWithoutLeaks();
  }

  /** What one of several does; returns what went wrong. */
  private interface Attempt {
    void run(FileSystem fs, int number) throws Exception;
  }

  private List<Throwable> together(int count, Attempt attempt) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier start = new CyclicBarrier(count);
    try {
      List<Callable<Throwable>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return catchThrowable(() -> attempt.run(both.get(number % 2), number));
            });
      }
      List<Throwable> failures = new ArrayList<>();
      for (Future<Throwable> task : threads.invokeAll(tasks)) {
        failures.add(task.get());
      }
      return failures;
    } finally {
      threads.shutdown();
    }
  }

  /** The one who has succeeded; all others were told in one way. */
  private static int winner(List<Throwable> failures, Class<? extends Throwable> others) {
    assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
    assertThat(failures)
        .filteredOn(failure -> failure != null)
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(others));
    return failures.indexOf(null);
  }

  @Test
  public void ofExclusiveWritersOneSucceeds() throws Exception {
    for (int length : List.of(0, 1000, 1000, 1000, Lab.PART + 99_999)) {
      List<Throwable> failures =
          together(RIVALS, (fs, number) -> Lab.write(fs, FILE, false, content(number, length)));
      int winner = winner(failures, FileAlreadyExistsException.class);
      assertThat(Lab.read(both.get(0), FILE)).isEqualTo(content(winner, length));
      assertThat(both.get(0).delete(FILE, false)).isTrue();
    }
  }

  @Test
  public void anExclusiveWriterLosesToOneWhoWasQuicker() throws Exception {
    byte[] rivals = content(1, 2 * Lab.PART);
    FSDataOutputStream ours = both.get(0).create(FILE, false);
    Lab.writeOddly(ours, content(2, 2 * Lab.PART + 1));
    Lab.write(both.get(1), FILE, false, rivals);
    assertThat(catchThrowable(ours::close)).isInstanceOf(IOException.class);
    assertThat(Lab.read(both.get(0), FILE)).isEqualTo(rivals);
  }

  @Test
  public void aFileIsNeverAMixtureOfTwoWriters() throws Exception {
    byte[] content = content(3, 2 * Lab.PART + 1);
    byte[] rivals = content(4, 2 * Lab.PART + 77);
    CountDownLatch sent = new CountDownLatch(1);
    lab.proxy()
        .plan()
        .next(
            1,
            call -> {
              if (Purpose.PART.test(call)) {
                sent.countDown();
              }
              return false;
            },
            Fault.silence());
    FSDataOutputStream ours = both.get(1).create(FILE, true);
    Lab.writeOddly(ours, content);
    assertThat(sent.await(1, TimeUnit.MINUTES)).isTrue();
    lab.proxy().log().awaitEnds();
    Lab.write(both.get(0), FILE, true, rivals);
    Throwable failure = catchThrowable(ours::close);
    if (store.hasUploads()) {
      assertThat(failure).isNull();
      assertThat(Lab.read(both.get(0), FILE)).isEqualTo(content);
    } else {
      assertThat(failure)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another writer has published")
          .hasMessageContaining("file.txt");
      assertThat(Lab.read(both.get(0), FILE)).isEqualTo(rivals);
    }
  }

  @Test
  public void aRivalAfterALostAnswerIsNotTakenForUs() throws Exception {
    byte[] rivals = content(5, 4000);
    for (Purpose purpose : List.of(Purpose.PUT, Purpose.PUBLISH)) {
      for (boolean overwrite : List.of(true, false)) {
        byte[] content = content(6, purpose == Purpose.PUT ? 3000 : Lab.PART + 3000);
        AtomicBoolean published = new AtomicBoolean();
        lab.proxy()
            .plan()
            .next(1, purpose, Fault.dropAnswer())
            .next(
                1,
                call -> {
                  if (purpose.test(call) && published.compareAndSet(false, true)) {
                    writeUnchecked(both.get(0), rivals);
                  }
                  return false;
                },
                Fault.silence());
        Throwable failure = catchThrowable(() -> Lab.write(both.get(1), FILE, overwrite, content));
        assertThat(published).as("%s is repeated", purpose).isTrue();
        byte[] found = Lab.read(both.get(0), FILE);
        if (failure == null) {
          assertThat(overwrite).as("it is told if it is replaced").isTrue();
          assertThat(found).isEqualTo(content);
        } else {
          assertThat(failure).isInstanceOf(IOException.class);
          assertThat(found).isEqualTo(rivals);
        }
        lab.proxy().plan().clear();
        assertThat(both.get(0).delete(FILE, false)).isTrue();
      }
    }
  }

  private static void writeUnchecked(FileSystem fs, byte[] content) {
    try {
      Lab.write(fs, FILE, true, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void whoReadsWhatManyReplaceGetsOneOfTheirContents() throws Exception {
    Lab.write(both.get(0), FILE, true, replacing(0));
    AtomicInteger writing = new AtomicInteger(WRITERS);
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    List<Throwable> failures =
        together(
            WRITERS + 2,
            (fs, number) -> {
              if (number >= WRITERS) {
                while (writing.get() > 0) {
                  reads.addAndGet(readOneOf(fs));
                }
                return;
              }
              try {
                for (int i = 0; i < WRITES; i++) {
                  written.addAndGet(replace(fs, 1 + number * WRITES + i));
                }
              } finally {
                writing.decrementAndGet();
              }
            });
    assertThat(failures).containsOnlyNulls();
    assertThat(reads.get()).as("reads").isPositive();
    assertThat(written.get()).as("writes").isPositive();
    assertThat(readOneOf(both.get(0))).isEqualTo(1);
  }

  /** Some of one part, some of two; the length tells which it is. */
  private static byte[] replacing(int number) {
    return content(number, number + (number % 2 == 0 ? 50_000 : Lab.PART + 50_000));
  }

  private int replace(FileSystem fs, int number) throws IOException {
    try {
      Lab.write(fs, FILE, true, replacing(number));
      return 1;
    } catch (IOException e) {
      assertThat(store.hasUploads()).as(e.toString()).isFalse();
      assertThat(e).hasMessageContaining("another writer has published");
      return 0;
    }
  }

  /** Returns how many reads have succeeded; those that notice that it is another file do not. */
  private static int readOneOf(FileSystem fs) throws IOException {
    byte[] found;
    try {
      found = Lab.read(fs, FILE);
    } catch (FileNotFoundException e) {
      throw e; // there is always one
    } catch (IOException e) {
      return 0;
    }
    int number = found.length % 1000 - (found.length > Lab.PART ? Lab.PART % 1000 : 0);
    assertThat(Arrays.equals(found, replacing(number))).as("content %d", number).isTrue();
    return 1;
  }

  @Test
  public void ofRenamesToOneNameOneSucceeds() throws Exception {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < RIVALS; i++) {
      contents.add(content(i, 1000 + i));
      Lab.write(both.get(0), source(i), true, contents.get(i));
    }
    List<Throwable> failures =
        together(
            RIVALS,
            (fs, number) -> {
              if (!fs.rename(source(number), FILE)) {
                throw new FileAlreadyExistsException(FILE.toString());
              }
            });
    int winner = winner(failures, IOException.class);
    assertThat(Lab.read(both.get(0), FILE)).isEqualTo(contents.get(winner));
    for (int i = 0; i < RIVALS; i++) {
      if (i == winner) {
        assertThat(both.get(0).exists(source(i))).isFalse();
      } else {
        assertThat(Lab.read(both.get(0), source(i))).isEqualTo(contents.get(i));
      }
    }
  }

  private static Path source(int number) {
    return new Path("/d/from" + number + ".txt");
  }

  @Test
  public void aRenameToANameThatExistsKeepsBoth() throws Exception {
    for (int length : List.of(1000, Lab.PART + 1)) {
      Lab.write(both.get(0), source(1), true, content(1, length));
      Lab.write(both.get(0), FILE, true, content(2, length));
      assertThat(both.get(1).rename(source(1), FILE)).isFalse();
      assertThat(Lab.read(both.get(0), source(1))).isEqualTo(content(1, length));
      assertThat(Lab.read(both.get(0), FILE)).isEqualTo(content(2, length));
    }
  }

  @Test
  public void whatSeveralGoOnWithIsNeverAMixture() throws Exception {
    byte[] before = content(7, Lab.PART + 1000);
    Lab.write(both.get(0), FILE, true, before);
    FSDataOutputStream ours = both.get(0).append(FILE);
    ours.write(content(8, 2000));
    byte[] rivals = content(9, 3000);
    try (FSDataOutputStream out = both.get(1).append(FILE)) {
      out.write(rivals);
    }
    assertThat(catchThrowable(ours::close)).isInstanceOf(IOException.class);
    byte[] expected = Arrays.copyOf(before, before.length + rivals.length);
    System.arraycopy(rivals, 0, expected, before.length, rivals.length);
    assertThat(Lab.read(both.get(0), FILE)).isEqualTo(expected);
  }
}
